import { recordChange, recordModelState, recordRemediationResult } from '@leeway/services';
import type { StreamRecord, TopicPartition } from '@leeway/stream';
import type { WorkerApp } from '../../worker-app.ts';
import { sendDeadLetters, toDeadLetter } from '../ingest/dead-letter.ts';
import { decodeControlMessage, type ControlMessage } from './decode-control-message.ts';
import { isLastingFailure } from './is-lasting-failure.ts';
import type { RespondMetrics } from './respond-metrics.ts';

async function apply(app: WorkerApp, control: ControlMessage): Promise<string> {
  const ctx = app.ctx();
  switch (control.kind) {
    case 'change':
      return (await recordChange({ ctx, input: control.message })) ? 'applied' : 'repeated';
    case 'model-state':
      return (await recordModelState({ ctx, input: control.message })) ? 'applied' : 'outdated';
    case 'result':
      return recordRemediationResult({ ctx, input: control.message });
  }
}

/** One control record: applied once whatever is delivered twice; what cannot be read or applied is dead-lettered. */
export function createControlHandler(app: WorkerApp, metrics: RespondMetrics) {
  const attempts = new Map<string, number>();

  async function bury(record: StreamRecord, origin: TopicPartition, reason: string): Promise<void> {
    app.log.warn({ ...origin, offset: String(record.offset), reason }, 'a control message could not be read');
    await sendDeadLetters(app.producer, [toDeadLetter(record, { ...origin, reason, nowMs: Date.now() })]);
    metrics.control.inc({ topic: origin.topic, outcome: 'dead-lettered' });
  }

  return async function handle(record: StreamRecord, origin: TopicPartition): Promise<void> {
    const decoded = decodeControlMessage(origin.topic, record.value, Date.now());
    if (!decoded.ok) return bury(record, origin, decoded.reason);
    const place = `${origin.topic}/${origin.partition}`;
    try {
      const outcome = await apply(app, decoded.event);
      attempts.delete(place);
      metrics.control.inc({ topic: origin.topic, outcome });
    } catch (error) {
      const tried = (attempts.get(place) ?? 0) + 1;
      attempts.set(place, tried);
      if (!isLastingFailure(error, tried)) throw error;
      attempts.delete(place);
      app.log.error({ ...origin, offset: String(record.offset), err: error }, 'a control message could not be applied');
      await bury(record, origin, `could not be applied: ${error instanceof Error ? error.name : 'unknown error'}`);
    }
  };
}
