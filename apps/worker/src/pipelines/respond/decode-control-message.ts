import {
  ChangeEventMessage,
  decodeJson,
  ModelStateEvent,
  RemediationResult,
  TOPICS,
  type Decoded,
} from '@leeway/contracts';

export type ControlMessage =
  | { kind: 'change'; message: ChangeEventMessage }
  | { kind: 'model-state'; message: ModelStateEvent }
  | { kind: 'result'; message: RemediationResult };

export const CONTROL_TOPICS = [TOPICS.changes, TOPICS.modelState, TOPICS.remediationResults] as const;

/** A clock that is further ahead is wrong; a state "from the future" would hide every later report. */
const AHEAD_MS = 5 * 60_000;

function decoded(topic: string, value: Uint8Array | null): Decoded<ControlMessage> {
  const as = <K extends ControlMessage['kind'], T>(kind: K, result: Decoded<T>) =>
    result.ok ? { ok: true as const, event: { kind, message: result.event } } : result;
  switch (topic) {
    case TOPICS.changes:
      return as('change', decodeJson(ChangeEventMessage, value));
    case TOPICS.modelState:
      return as('model-state', decodeJson(ModelStateEvent, value));
    case TOPICS.remediationResults:
      return as('result', decodeJson(RemediationResult, value));
    default:
      return { ok: false, reason: `no reader for topic ${topic}` };
  }
}

/** Bytes of a control topic → message. What Postgres cannot store, or what cannot be true, is refused here. */
export function decodeControlMessage(topic: string, value: Uint8Array | null, nowMs: number): Decoded<ControlMessage> {
  const result = decoded(topic, value);
  if (!result.ok) return result;
  if (JSON.stringify(result.event.message).includes(String.raw`\u0000`))
    return { ok: false, reason: 'a text holds the character U+0000' };
  if (result.event.message.time > nowMs + AHEAD_MS)
    return { ok: false, reason: 'time: more than five minutes in the future' };
  return result;
}
