import {
  ALERT_POLICIES,
  CALENDAR_DAYS,
  alertRowId,
  canBeSliced,
  defaultPolicy,
  MAX_TARGET,
  MIN_TARGET,
  POLICY_PRESET_IDS,
  SLI_DEFINITIONS,
  SLI_KINDS,
  SloDocument,
  SloDraft,
  WindowDays,
  type AlertRow,
  type Budgeting,
  type AlertSeverity,
  type PolicyPresetId,
  type SliKind,
  type SloCalendar,
} from '@leeway/slo';
import { entriesOf, readEntries, typedNumber, usualEntries, type ParameterEntries } from './parameter-entries.ts';
import { spanMinutes, spanText } from './typed-span.ts';

/** Numbers stay as they were typed, so that nothing is lost or corrected under the fingers. */
export type RowValues = {
  severity: AlertSeverity;
  /** Spans as typed: 5m, 1h, 3d. */
  long: string;
  short: string;
  burnAbove: string;
  /** How long it waits; empty = not at all. */
  wait: string;
};
export type BudgetingEntries = {
  method: 'occurrences' | Budgeting['method'];
  sliceMinutes: number;
  /** In per cent. */
  sliceTarget: string;
};
export type FormValues = {
  name: string;
  description: string;
  modelId: string;
  kind: SliKind;
  /** Parameters of every kind that was looked at, so that switching back finds them again. */
  parameters: Partial<Record<SliKind, ParameterEntries>>;
  /** How events are counted; kept while a kind is chosen that counts slices by itself. */
  budgeting: BudgetingEntries;
  /** In per cent. */
  target: string;
  /** Of a rolling window, kept while a calendar is chosen. */
  windowDays: string;
  calendar: SloCalendar | null;
  rows: RowValues[];
  minimumBad: string;
  noDataMinutes: number | null;
  reason: string;
};

export const NO_DATA_MINUTES = 30;
const OCCURRENCES: BudgetingEntries = { method: 'occurrences', sliceMinutes: 5, sliceTarget: '95' };

/** The target as a share; 99.9 % is exactly what 0.999 is, without binary dust. */
export function targetShare(percent: string): number {
  return Number((typedNumber(percent) / 100).toFixed(10));
}

export function percentText(share: number): string {
  return String(Number((share * 100).toFixed(6)));
}

function rowValues(rows: readonly AlertRow[]): RowValues[] {
  return rows.map((row) => ({
    severity: row.severity,
    long: spanText(row.longMinutes),
    short: spanText(row.shortMinutes),
    burnAbove: String(row.burnAbove),
    wait: row.forMinutes === undefined || row.forMinutes === 0 ? '' : spanText(row.forMinutes),
  }));
}

const FIRST_WINDOW_DAYS = 28;

export function newValues(modelId: string): FormValues {
  const [kind] = SLI_KINDS as [SliKind, ...SliKind[]];
  const { target } = SLI_DEFINITIONS[kind].defaults;
  const policy = defaultPolicy({ kind, target, windowDays: FIRST_WINDOW_DAYS });
  return {
    name: '',
    description: '',
    modelId,
    kind,
    parameters: {},
    budgeting: OCCURRENCES,
    target: percentText(target),
    windowDays: String(FIRST_WINDOW_DAYS),
    calendar: null,
    rows: rowValues(policy.rows),
    minimumBad: String(policy.minimumBad),
    noDataMinutes: policy.noDataMinutes,
    reason: '',
  };
}

export function valuesOf(document: SloDocument): FormValues {
  const { alerting, kind } = document.spec;
  return {
    name: document.name,
    description: document.description,
    modelId: document.modelId,
    kind,
    parameters: { [kind]: entriesOf(document.spec) },
    budgeting: budgetingEntries(document.spec.budgeting),
    target: percentText(document.target),
    windowDays: String(document.windowDays),
    calendar: document.calendar ?? null,
    rows: rowValues(alerting.rows),
    minimumBad: String(alerting.minimumBad),
    noDataMinutes: alerting.noDataMinutes,
    reason: '',
  };
}

/** What a copy begins with: a name that the model does not have yet. */
export function copyOf(document: SloDocument): FormValues {
  return { ...valuesOf(document), name: `${document.name.slice(0, 74)}, copy` };
}

/** The parameters of the chosen kind: what was set, else its defaults. */
export function parametersIn(values: FormValues): ParameterEntries {
  return values.parameters[values.kind] ?? usualEntries(values.kind);
}

function budgetingEntries(budgeting: Budgeting | undefined): BudgetingEntries {
  if (budgeting === undefined) return OCCURRENCES;
  const { method, sliceMinutes } = budgeting;
  return {
    ...OCCURRENCES,
    method,
    sliceMinutes,
    ...(method === 'timeslices' && { sliceTarget: percentText(budgeting.sliceTarget) }),
  };
}

/** Undefined where each event counts, or the kind counts slices by itself. */
export function readBudgeting({ kind, budgeting }: FormValues): Budgeting | undefined {
  const { method, sliceMinutes, sliceTarget } = budgeting;
  if (method === 'occurrences' || !canBeSliced(kind)) return undefined;
  return method === 'timeslices'
    ? { method, sliceMinutes, sliceTarget: targetShare(sliceTarget) }
    : { method, sliceMinutes };
}

/** A row as the schema judges it: what can't be read is NaN. */
export function readRow({ severity, long, short, burnAbove, wait }: RowValues): AlertRow {
  return {
    severity,
    longMinutes: spanMinutes(long),
    shortMinutes: spanMinutes(short),
    burnAbove: typedNumber(burnAbove),
    ...(wait.trim() === '' ? {} : { forMinutes: spanMinutes(wait) }),
  };
}

/** As the document has it; hours typed as parts of a day are whole ones: 0.0417 d is 1 h. */
function windowOf({ windowDays, calendar }: FormValues): { windowDays: number; calendar?: SloCalendar } {
  if (calendar !== null) return { windowDays: CALENDAR_DAYS[calendar.unit], calendar };
  const days = typedNumber(windowDays);
  const hours = Math.round(days * 24);
  return { windowDays: Math.abs(days * 24 - hours) < 0.02 ? hours / 24 : days };
}

function candidateOf(values: FormValues): unknown {
  return {
    modelId: values.modelId,
    name: values.name,
    description: values.description,
    target: targetShare(values.target),
    ...windowOf(values),
    spec: {
      kind: values.kind,
      ...readEntries(values.kind, parametersIn(values)),
      budgeting: readBudgeting(values),
      alerting: {
        rows: values.rows.map(readRow),
        minimumBad: typedNumber(values.minimumBad),
        noDataMinutes: values.noDataMinutes,
      },
    },
  };
}

/** Errors by path, the first of each: "target", "spec.alerting.rows.0.burnAbove". */
export type FormErrors = Record<string, string>;

export function checkValues(values: FormValues, isEdit: boolean): { document: SloDocument | null; errors: FormErrors } {
  const parsed = SloDocument.safeParse(candidateOf(values));
  const errors: FormErrors = {};
  for (const issue of parsed.error?.issues ?? []) errors[issue.path.join('.')] ??= issue.message;
  if (isEdit && values.reason.trim().length < 3) errors['reason'] = 'Say why, in a few words.';
  return { document: parsed.success && Object.keys(errors).length === 0 ? parsed.data : null, errors };
}

/** What a preview can be made of: everything but the name, and rows may be unreachable. Null when it is not enough. */
export function draftOf(values: FormValues): SloDraft | null {
  const parsed = SloDraft.safeParse(candidateOf(values));
  return parsed.success ? parsed.data : null;
}

/** Target and window as numbers where they are usable, for what is reckoned while typing. */
export function usableNumbers(values: FormValues): { target: number | null; windowDays: number | null } {
  const target = targetShare(values.target);
  const { windowDays } = windowOf(values);
  return {
    target: target >= MIN_TARGET && target <= MAX_TARGET ? target : null,
    windowDays: WindowDays.safeParse(windowDays).success ? windowDays : null,
  };
}

/** The default rows of a window: what "Use the usual rows" gives, lowered where the target could not reach them. */
export function usualRows(kind: SliKind, target: number, windowDays: number): RowValues[] {
  return rowValues(defaultPolicy({ kind, target, windowDays }).rows);
}

/** Ready-made rows, as their author has them: what the target can't reach is said at the row. */
export function presetRows(id: PolicyPresetId, windowDays: number): RowValues[] {
  return rowValues(ALERT_POLICIES[id].rows(windowDays));
}

/** The ready-made rows that these are; null = rows of one's own. */
export function presetOf(rows: readonly RowValues[], windowDays: number): PolicyPresetId | null {
  return POLICY_PRESET_IDS.find((id) => sameRows(rows, presetRows(id, windowDays))) ?? null;
}

export function sameRows(a: readonly RowValues[], b: readonly RowValues[]): boolean {
  const text = (rows: readonly RowValues[]) =>
    rows
      .map(readRow)
      .map((row) => `${row.severity} ${alertRowId(row)} ${row.burnAbove} ${row.forMinutes ?? 0}`)
      .join();
  return text(a) === text(b);
}
