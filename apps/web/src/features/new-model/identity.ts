import { ModelId } from '@leeway/contracts';
import type { FormValues } from './form-values.ts';
import { modelMappings } from './made-from.ts';
import { thresholdsOf } from './threshold-values.ts';
import { typedNumber } from './typed-number.ts';

export type IdentityErrors = Partial<
  Record<'id' | 'name' | 'latenessSeconds' | 'labelDelaySeconds' | 'environment', string>
>;

function seconds(text: string, max: number): boolean {
  const value = typedNumber(text);
  return value >= 0 && value <= max;
}

export function idError(id: string): string | undefined {
  const parsed = ModelId.safeParse(id);
  return parsed.success ? undefined : 'Lower-case letters, digits, . _ and - (1 to 63), no mark at either end.';
}

/** What is wrong with how the model is named, by field. */
export function identityErrors(values: FormValues): IdentityErrors {
  const errors: IdentityErrors = {};
  const id = idError(values.id);
  if (id !== undefined) errors.id = id;
  if (values.name.trim() === '') errors.name = 'Name it as people call it.';
  if (values.environment.trim() === '') errors.environment = 'Say where it runs.';
  if (!seconds(values.latenessSeconds, 600)) errors.latenessSeconds = 'From 0 to 600.';
  if (values.labels === 'topic' && !seconds(values.labelDelaySeconds, 31_536_000))
    errors.labelDelaySeconds = 'From 0 to a year, in seconds.';
  return errors;
}

/** The model as it will be registered, without its features; null while something does not fit. */
export function manifestOf(topic: string, values: FormValues) {
  const mappings = modelMappings(values);
  const { thresholds } = thresholdsOf(values);
  if (mappings === null || thresholds === null || Object.keys(identityErrors(values)).length > 0) return null;
  return {
    id: values.id,
    name: values.name.trim(),
    description: values.description.trim(),
    tier: Number(values.tier),
    environment: values.environment.trim(),
    ownerTeam: values.ownerTeam.trim(),
    predictionTopic: topic,
    labelTopic: mappings.labels === null ? null : values.labelTopic,
    streamMapping: mappings.stream,
    ...(mappings.labels === null ? {} : { labelMapping: mappings.labels }),
    paneMs: thresholds.paneMs,
    windowPanes: thresholds.windowPanes,
    settings: thresholds.settings,
    latenessMs: Math.round(typedNumber(values.latenessSeconds) * 1_000),
    ...(values.labels === 'topic' ? { labelDelayMs: Math.round(typedNumber(values.labelDelaySeconds) * 1_000) } : {}),
    positiveClass: values.positiveClass.trim() || '1',
    task: values.task,
    sliceBy: values.sliceBy === '' ? null : values.sliceBy,
  };
}
