/** One thing that is wrong with a document, or that an import would have to leave out. */
export type OpenSloProblem = {
  /** As in `spec.objectives[0].target`; "" = the document. */
  path: string;
  message: string;
  /** A document with an error is refused; a warning says what is taken for granted or left out. */
  severity: 'error' | 'warning';
};

export type OpenSloReport = {
  kind: string;
  name: string;
  ok: boolean;
  problems: OpenSloProblem[];
};

/** `spec`, `objectives`, 0, `target` → `spec.objectives[0].target`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}
