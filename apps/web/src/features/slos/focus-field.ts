import type { SentenceField } from '@leeway/slo';

/** Element that a word of the sentence, or a fault, leads to. */
export const FIELD_IDS: Record<SentenceField, string> = {
  target: 'slo-target',
  kind: 'slo-kind',
  model: 'slo-model',
  parameter: 'slo-parameter',
  budgeting: 'slo-budgeting',
  window: 'slo-window',
};

/** The field of one parameter of a kind. */
export function parameterFieldId(name: string): string {
  return `slo-parameter-${name}`;
}

/** Moves the focus into a field: the control itself, or the chosen radio of a group. */
export function focusField(id: string): void {
  const element = document.getElementById(id);
  const control = element?.querySelector<HTMLElement>('input:checked, input, select, textarea') ?? element;
  control?.focus();
}
