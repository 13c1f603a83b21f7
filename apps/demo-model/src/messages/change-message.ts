import { randomUUID } from 'node:crypto';
import type { ChangeMessage } from './messages.ts';

const LONGEST_SHORT_TEXT = 200;

/** Something that was changed, before it has an author and a time. */
export type Change = {
  title: string;
  detail: string;
  from: string | null;
  to: string | null;
};

export function changeMessage(
  change: Change,
  about: { model: string; kind: ChangeMessage['kind']; by: string; nowMs: number },
): ChangeMessage {
  const short = (text: string): string => text.slice(0, LONGEST_SHORT_TEXT);
  return {
    id: randomUUID(),
    model: about.model,
    time: about.nowMs,
    kind: about.kind,
    title: short(change.title),
    detail: change.detail.slice(0, 4_000),
    by: short(about.by),
    from: change.from === null ? null : short(change.from),
    to: change.to === null ? null : short(change.to),
  };
}
