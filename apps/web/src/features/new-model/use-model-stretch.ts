'use client';

import { useMutation } from '@tanstack/react-query';
import type { StreamTaskInput, StreamTaskOutput } from '@leeway/services';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { isUnfinished, useStreamTaskView } from './use-stream-task.ts';

/** Has a worker freeze a stretch of a model's own topic, by the model's mapping and the kinds of its reference. */
export function useModelStretch(modelId: string) {
  const trpc = useTRPC();
  const [taskId, setTaskId] = useState<string | null>(null);
  const request = useMutation(trpc.models.requestStretch.mutationOptions({ onSuccess: ({ id }) => setTaskId(id) }));
  const { data, error } = useStreamTaskView(taskId);
  const refused = request.error ?? error;
  return {
    start: (stretch: StreamTaskInput<'freeze-reference'>['stretch']) => {
      if (!request.isPending) request.mutate({ modelId, stretch });
    },
    isRunning: request.isPending || (taskId !== null && error === null && isUnfinished(data)),
    view: taskId === null ? undefined : data,
    draftId: data?.state === 'done' ? (data.output as StreamTaskOutput<'freeze-reference'>).draftId : null,
    refusal:
      data?.state === 'failed' ? (data.error ?? 'it failed') : refused === null ? null : errorWords(refused).cause,
  };
}
