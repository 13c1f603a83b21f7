import { SLI_DEFINITIONS, type SliKind } from '@leeway/slo';
import {
  percentText,
  presetOf,
  presetRows,
  sameRows,
  targetShare,
  usableNumbers,
  usualRows,
  type FormValues,
} from './form-values.ts';

/** Rows that nobody touched follow the window; rows that somebody set stay as they are. */
export function withWindow(values: FormValues, windowDays: string): FormValues {
  const next = { ...values, windowDays };
  const before = usableNumbers(values);
  const after = usableNumbers(next);
  if (before.windowDays === null || after.windowDays === null || after.target === null) return next;
  const target = before.target ?? after.target;
  const preset = presetOf(values.rows, before.windowDays);
  if (preset !== null) return { ...next, rows: presetRows(preset, after.windowDays) };
  const untouched = sameRows(values.rows, usualRows(values.kind, target, before.windowDays));
  return untouched ? { ...next, rows: usualRows(values.kind, after.target, after.windowDays) } : next;
}

/** Another kind brings its own usual target and least count, unless they were set by hand. */
export function withKind(values: FormValues, kind: SliKind): FormValues {
  const before = SLI_DEFINITIONS[values.kind].defaults;
  const after = SLI_DEFINITIONS[kind].defaults;
  return {
    ...values,
    kind,
    target: targetShare(values.target) === before.target ? percentText(after.target) : values.target,
    minimumBad: values.minimumBad === String(before.minimumBad) ? String(after.minimumBad) : values.minimumBad,
  };
}

export function withParameter(values: FormValues, parameter: string, value: number): FormValues {
  const { kind } = values;
  const present = values.parameters[kind] ?? {};
  return { ...values, parameters: { ...values.parameters, [kind]: { ...present, [parameter]: value } } };
}

export function withBurn(values: FormValues, index: number, burnAbove: string): FormValues {
  return { ...values, rows: values.rows.map((row, place) => (place === index ? { ...row, burnAbove } : row)) };
}

export function withoutRow(values: FormValues, index: number): FormValues {
  return { ...values, rows: values.rows.filter((_, place) => place !== index) };
}
