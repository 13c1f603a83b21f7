'use client';

import { useMutation } from '@tanstack/react-query';
import type { StreamTaskOutput } from '@leeway/services';
import { useEffect } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import type { FormValues } from './form-values.ts';
import { freezeInput, madeFromOf } from './made-from.ts';
import { isUnfinished, useStreamTaskView } from './use-stream-task.ts';

type Change = (change: (values: FormValues) => FormValues) => void;

/** Has a worker freeze a stretch of the topic. The task is kept with the form: a reload goes on following it. */
export function useFreeze(topic: string, values: FormValues, change: Change) {
  const trpc = useTRPC();
  const request = useMutation(trpc.streams.request.mutationOptions());
  const { freezing } = values;
  const view = useStreamTaskView(freezing?.taskId ?? null);
  const { data } = view;
  useEffect(() => {
    if (freezing === null || data?.state !== 'done') return;
    const { draftId } = data.output as StreamTaskOutput<'freeze-reference'>;
    change((before) =>
      before.freezing?.taskId === freezing.taskId
        ? { ...before, freezing: null, draft: { id: draftId, madeFrom: freezing.madeFrom } }
        : before,
    );
  }, [data, freezing, change]);
  function start(): void {
    const input = freezeInput(topic, values);
    if (input === null || request.isPending) return;
    const madeFrom = madeFromOf(topic, values);
    request.mutate(
      { kind: 'freeze-reference', input },
      { onSuccess: ({ id }) => change((before) => ({ ...before, freezing: { taskId: id, madeFrom } })) },
    );
  }
  const isRunning = request.isPending || (freezing !== null && view.error === null && isUnfinished(data));
  return {
    start,
    isRunning,
    /** Of the task that runs; undefined before the first word of it. */
    view: freezing === null ? undefined : data,
    error: request.error ?? (freezing === null ? null : view.error),
    failure: freezing !== null && data?.state === 'failed' ? (data.error ?? 'it failed') : null,
  };
}
