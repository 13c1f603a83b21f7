import { recordEvaluations, type Ctx, type RecordEvaluationInput, type RecordOutcome } from '@leeway/services';

/** Stores one judged window; as `recordEvaluation` does. */
export type RecordWindow = (input: RecordEvaluationInput) => Promise<RecordOutcome>;

type Waiting = {
  input: RecordEvaluationInput;
  resolve: (outcome: RecordOutcome) => void;
  reject: (error: unknown) => void;
};

/**
 * Gathers the windows of models that are judged side by side and stores them together: what is handed over before the
 * event loop turns is one call. Each model hears of its own window only.
 */
export function createEvaluationRecorder(ctx: () => Ctx): RecordWindow {
  let waiting: Waiting[] = [];

  async function store(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      const results = await recordEvaluations({ ctx: ctx(), inputs: batch.map(({ input }) => input) });
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index];
        if (result !== undefined && 'outcome' in result) resolve(result.outcome);
        else reject(result?.error);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return (input) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(() => void store());
      waiting.push({ input, resolve, reject });
    });
}
