import { DriftRuleSettings } from '@leeway/drift';
import type { FormValues } from './form-values.ts';
import { typedNumber } from './typed-number.ts';

/** How often a healthy model may be called critical, or a warning be given, in a week. */
export const SENSITIVITIES = {
  calm: { label: 'Calm', critical: '0.1', warning: '1' },
  usual: { label: 'Usual', critical: '0.5', warning: '5' },
  keen: { label: 'Keen', critical: '2', warning: '20' },
} as const;
export type Sensitivity = keyof typeof SENSITIVITIES;

/** Lengths of a pane that divide an hour. */
export const PANE_SECONDS = ['10', '30', '60', '300', '900', '3600'] as const;

type Values = Pick<
  FormValues,
  'criticalPerWeek' | 'warningPerWeek' | 'paneSeconds' | 'windowPanes' | 'minSamples' | 'rule'
>;

export function sensitivityOf({ criticalPerWeek, warningPerWeek }: Values): Sensitivity | 'own' {
  for (const [name, { critical, warning }] of Object.entries(SENSITIVITIES))
    if (typedNumber(criticalPerWeek) === Number(critical) && typedNumber(warningPerWeek) === Number(warning))
      return name as Sensitivity;
  return 'own';
}

export type ThresholdSettings = { settings: DriftRuleSettings; paneMs: number; windowPanes: number };
export type ThresholdErrors = Partial<
  Record<'criticalPerWeek' | 'warningPerWeek' | 'windowPanes' | 'minSamples', string>
>;

function whole(text: string, min: number, max: number): boolean {
  const value = typedNumber(text);
  return Number.isInteger(value) && value >= min && value <= max;
}

/** Settings by which windows would be judged, or what is wrong by field. */
export function thresholdsOf(values: Values): { thresholds: ThresholdSettings | null; errors: ThresholdErrors } {
  const errors: ThresholdErrors = {};
  const critical = typedNumber(values.criticalPerWeek);
  const warning = typedNumber(values.warningPerWeek);
  if (!(critical > 0 && critical <= 1e6)) errors.criticalPerWeek = 'A number above 0.';
  if (!(warning > 0 && warning <= 1e6)) errors.warningPerWeek = 'A number above 0.';
  else if (warning < critical) errors.warningPerWeek = 'Warnings may not be rarer than critical verdicts.';
  if (!whole(values.windowPanes, 1, 120)) errors.windowPanes = 'A whole number from 1 to 120.';
  if (!whole(values.minSamples, 1, 1e9)) errors.minSamples = 'A whole number from 1.';
  if (Object.keys(errors).length > 0) return { thresholds: null, errors };
  const settings = DriftRuleSettings.safeParse({
    ...(values.rule === '' ? {} : { rule: values.rule }),
    criticalBudgetPerWeek: critical,
    warningBudgetPerWeek: warning,
    minSamples: typedNumber(values.minSamples),
    // The learnt rule has a budget of its own: what was asked for is meant whichever rule judges.
    alarms: { budgetPerWeek: critical },
  });
  if (!settings.success) return { thresholds: null, errors: { criticalPerWeek: 'Not a setting that can be used.' } };
  return {
    thresholds: {
      settings: settings.data,
      paneMs: Number(values.paneSeconds) * 1_000,
      windowPanes: typedNumber(values.windowPanes),
    },
    errors,
  };
}
