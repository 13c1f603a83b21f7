import { SLI_DEFINITIONS, type ParameterValue, type SliKind } from '@leeway/slo';
import type { ModelTask } from '@leeway/drift';
import {
  parametersIn,
  percentText,
  readBudgeting,
  presetOf,
  presetRows,
  sameRows,
  targetShare,
  usableNumbers,
  usualRows,
  type BudgetingEntries,
  type FormValues,
  type RowValues,
} from './form-values.ts';
import { fittingEntries } from './parameter-entries.ts';

/** Rows that nobody touched follow the window; rows that somebody set stay as they are. */
export function withWindow(
  values: FormValues,
  window: Partial<Pick<FormValues, 'windowDays' | 'calendar'>>,
): FormValues {
  const next = { ...values, ...window };
  const before = usableNumbers(values);
  const after = usableNumbers(next);
  if (before.windowDays === null || after.windowDays === null || after.target === null) return next;
  const target = before.target ?? after.target;
  const preset = presetOf(values.rows, before.windowDays);
  if (preset !== null) return { ...next, rows: presetRows(preset, after.windowDays) };
  const untouched = sameRows(values.rows, usualRows(values.kind, target, before.windowDays));
  return untouched ? { ...next, rows: usualRows(values.kind, after.target, after.windowDays) } : next;
}

/** Another kind brings its own usual target, rows and least count, unless they were set by hand. */
export function withKind(values: FormValues, kind: SliKind, task: ModelTask | null = null): FormValues {
  const before = SLI_DEFINITIONS[values.kind].defaults;
  const after = SLI_DEFINITIONS[kind].defaults;
  const next: FormValues = {
    ...values,
    kind,
    target: targetShare(values.target) === before.target ? percentText(after.target) : values.target,
    minimumBad: values.minimumBad === String(before.minimumBad) ? String(after.minimumBad) : values.minimumBad,
  };
  return withTask({ ...next, rows: rowsFor(values, next) }, task);
}

/** Rows that nobody touched become those that the new target can reach. */
function rowsFor(before: FormValues, after: FormValues): FormValues['rows'] {
  const [from, to] = [usableNumbers(before), usableNumbers(after)];
  if (from.target === null || from.windowDays === null || to.target === null) return before.rows;
  const isUntouched = sameRows(before.rows, usualRows(before.kind, from.target, from.windowDays));
  return isUntouched ? usualRows(after.kind, to.target, from.windowDays) : before.rows;
}

/** Parameters that a model of this task can have. */
function withTask(values: FormValues, task: ModelTask | null): FormValues {
  const { kind } = values;
  return { ...values, parameters: { ...values.parameters, [kind]: fittingEntries(kind, parametersIn(values), task) } };
}

export function withModel(values: FormValues, model: { id: string; task: ModelTask } | null): FormValues {
  return withTask({ ...values, modelId: model?.id ?? '' }, model?.task ?? null);
}

/** Slices are few: one bad minute already means something, where ten bad events may not. */
export function withBudgeting(values: FormValues, changes: Partial<BudgetingEntries>): FormValues {
  const next = { ...values, budgeting: { ...values.budgeting, ...changes } };
  const least = (of: FormValues) =>
    readBudgeting(of) === undefined ? String(SLI_DEFINITIONS[of.kind].defaults.minimumBad) : '1';
  return values.minimumBad === least(values) ? { ...next, minimumBad: least(next) } : next;
}

export function withParameter(values: FormValues, parameter: string, value: ParameterValue): FormValues {
  const { kind } = values;
  const present = parametersIn(values);
  return { ...values, parameters: { ...values.parameters, [kind]: { ...present, [parameter]: value } } };
}

export function withRow(values: FormValues, index: number, changes: Partial<RowValues>): FormValues {
  return { ...values, rows: values.rows.map((row, place) => (place === index ? { ...row, ...changes } : row)) };
}

/** What a row that somebody adds begins with: the one that Kubernetes' rules have between the Workbook's. */
const ADDED: RowValues = { severity: 'ticket', long: '1d', short: '2h', burnAbove: '3', wait: '' };

export function withAddedRow(values: FormValues): FormValues {
  return { ...values, rows: [...values.rows, ADDED] };
}

export function withoutRow(values: FormValues, index: number): FormValues {
  return { ...values, rows: values.rows.filter((_, place) => place !== index) };
}
