import { RunbookMatch } from '@leeway/response';
import type { RunbookDetail } from '@leeway/services';
import { z } from 'zod';

/** What the form holds. The server checks the same bounds again. */
export const RunbookFormValues = z.object({
  id: z
    .string()
    .trim()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u, 'Lower-case letters, digits and -, at most 63.'),
  title: z.string().trim().min(3, 'At least 3 characters.').max(120, 'At most 120 characters.'),
  markdown: z.string().trim().min(1, 'Write what to check and do.').max(40_000, 'At most 40,000 characters.'),
  signals: RunbookMatch.shape.signals.unwrap(),
  causes: RunbookMatch.shape.causes.unwrap(),
  /** Ids apart by commas or blanks; empty = any model. */
  models: z.string().max(13_000),
  proposes: z.union([z.literal(''), RunbookMatch.shape.proposes.unwrap().unwrap()]),
});
export type RunbookFormValues = z.infer<typeof RunbookFormValues>;

const SKELETON = `What is wrong, in one sentence.

## Check

1. …

## Act

- …
`;

export function emptyRunbookForm(): RunbookFormValues {
  return { id: '', title: '', markdown: SKELETON, signals: [], causes: [], models: '', proposes: '' };
}

export function runbookFormOf(runbook: RunbookDetail): RunbookFormValues {
  const { signals, causes, modelIds, proposes } = runbook.match;
  return {
    id: runbook.id,
    title: runbook.title,
    markdown: runbook.markdown,
    signals,
    causes,
    models: modelIds.join(', '),
    proposes: proposes ?? '',
  };
}

export function matchOfForm(values: RunbookFormValues): RunbookMatch {
  const modelIds = values.models.split(/[\s,]+/u).filter((id) => id !== '');
  return {
    signals: values.signals,
    causes: values.causes,
    modelIds: [...new Set(modelIds)],
    proposes: values.proposes === '' ? null : values.proposes,
  };
}
