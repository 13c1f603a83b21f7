import { describe, expect, it } from 'vitest';
import { emptyRunbookForm, matchOfForm, RunbookFormValues, runbookFormOf } from './runbook-form-values.ts';

const FILLED: RunbookFormValues = {
  ...emptyRunbookForm(),
  id: 'broken-feed',
  title: 'Broken feed',
  signals: ['drift'],
  models: ' payment-risk,  b\nb ',
  proposes: 'set-pipeline',
};

describe('the runbook form', () => {
  it('reads model ids apart, each once', () => {
    expect(matchOfForm(FILLED)).toEqual({
      signals: ['drift'],
      causes: [],
      modelIds: ['payment-risk', 'b'],
      proposes: 'set-pipeline',
    });
  });
  it('gives back what it was opened with', () => {
    const match = matchOfForm(FILLED);
    const detail = {
      id: FILLED.id,
      title: FILLED.title,
      markdown: FILLED.markdown,
      match,
      version: 1,
      updatedAtMs: 0,
      updatedBy: '',
      summary: '',
      versions: [],
    };
    expect(matchOfForm(runbookFormOf(detail))).toEqual(match);
  });
  it('takes "proposes nothing" and refuses an id that is no slug', () => {
    expect(RunbookFormValues.safeParse({ ...FILLED, proposes: '' }).success).toBe(true);
    expect(RunbookFormValues.safeParse({ ...FILLED, id: 'Broken Feed' }).success).toBe(false);
  });
});
