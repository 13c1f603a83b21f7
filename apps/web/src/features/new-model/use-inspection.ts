'use client';

import { mappingKey, StreamMapping } from '@leeway/contracts';
import { useEffect, useState } from 'react';
import { useStreamTask, type StreamTask } from './use-stream-task.ts';

/** Newest messages that are looked at. */
export const INSPECTED = 20;
/** Typing pauses for so long before a worker is asked again. */
const PAUSE_MS = 400;

/** The last usable mapping, once typing has paused. The first one counts at once. */
function useSettled(mapping: StreamMapping | null): StreamMapping | null {
  const text = mapping === null ? null : JSON.stringify(mapping);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === null || text === settled) return undefined;
    const timer = setTimeout(() => setSettled(text), settled === null ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, settled]);
  return settled === null ? null : (JSON.parse(settled) as StreamMapping);
}

export type Inspection = {
  task: StreamTask<'inspect-topic'>;
  /** Whether what is shown was read by the mapping as it now stands. */
  isCurrent: boolean;
  key: string;
};

/** The newest messages of a topic under a mapping, read anew as the mapping is edited. */
export function useInspection(
  topic: string,
  mapping: StreamMapping | null,
  carries: StreamMapping['carries'],
): Inspection {
  const usable = useSettled(mapping);
  // Nothing usable was entered yet: the messages are shown all the same, so that it can be.
  const settled = usable ?? StreamMapping.parse({ carries });
  const task = useStreamTask('inspect-topic', topic === '' ? null : { topic, mapping: settled, last: INSPECTED });
  return {
    task,
    isCurrent: mapping !== null && JSON.stringify(mapping) === JSON.stringify(settled) && task.output !== undefined,
    key: mapping === null ? '' : `${topic} ${mappingKey(mapping)}`,
  };
}
