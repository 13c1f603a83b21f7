import {
  Budgeting,
  definitionOf,
  parametersOf,
  SLI_DEFINITIONS,
  type CountedSpec,
  type ParameterValue,
  type SliKind,
  type SliParameter,
  type SliSpec,
} from '@leeway/slo';
import type { ModelTask } from '@leeway/drift';

/** What fields of a kind hold: numbers as they were typed, choices as they are. */
export type ParameterEntries = Record<string, ParameterValue>;

/** A typed number; comma or point. NaN when it is none. */
export function typedNumber(text: string): number {
  const trimmed = text.trim().replace(',', '.');
  return /^-?\d+(?:\.\d+)?$/u.test(trimmed) ? Number(trimmed) : Number.NaN;
}

export function fieldsOf(kind: SliKind): readonly SliParameter[] {
  return SLI_DEFINITIONS[kind].parameters;
}

/** A spec's parameters as its fields show them. */
export function entriesOf(spec: SliSpec): ParameterEntries {
  const values = parametersOf(spec);
  return Object.fromEntries(
    fieldsOf(spec.kind).map(({ name, control }) => {
      const value = values[name] ?? '';
      return [name, control === 'number' ? String(value) : value];
    }),
  );
}

export function usualEntries(kind: SliKind): ParameterEntries {
  return entriesOf(SLI_DEFINITIONS[kind].defaults.parameters);
}

/** What the fields say, for the schema to judge: what is no number is NaN. */
export function readEntries(kind: SliKind, entries: ParameterEntries): ParameterEntries {
  return Object.fromEntries(
    fieldsOf(kind).map(({ name, control }) => {
      const entry = entries[name] ?? '';
      return [name, control === 'number' ? typedNumber(String(entry)) : entry];
    }),
  );
}

/** A spec for words while typing: a field that can't be used yet reads as the usual one. */
export function speakableSpec(kind: SliKind, entries: ParameterEntries, budgeting?: Budgeting): CountedSpec {
  const usual = parametersOf(SLI_DEFINITIONS[kind].defaults.parameters);
  const usable = Object.entries(readEntries(kind, entries)).map(([name, value]) =>
    typeof value === 'number' && Number.isNaN(value) ? [name, usual[name]] : [name, value],
  );
  const isUsable = budgeting !== undefined && Budgeting.safeParse(budgeting).success;
  return { kind, ...Object.fromEntries(usable), ...(isUsable ? { budgeting } : {}) } as CountedSpec;
}

/** Choices that a model of this task does not have give way to its first one. */
export function fittingEntries(kind: SliKind, entries: ParameterEntries, task: ModelTask | null): ParameterEntries {
  const fitting = { ...entries };
  for (const field of definitionOf({ kind }).parameters) {
    if (field.control !== 'choice') continue;
    const choices = field.choices(task);
    if (choices.some(({ value }) => value === entries[field.name])) continue;
    const [first] = choices;
    if (first !== undefined) fitting[field.name] = first.value;
  }
  return fitting;
}
