import type { StreamTaskModel } from '@leeway/store';

/** A task as the page that asked for it sees it. `output` is as `STREAM_TASKS` says for its kind, once it is done. */
export type StreamTaskView = {
  id: string;
  kind: string;
  input: unknown;
  state: 'queued' | 'running' | 'done' | 'failed';
  /** 0 to 1. */
  progress: number;
  progressText: string;
  output: unknown;
  error: string | null;
  createdAt: number;
  expiresAt: number;
};

export function toStreamTaskView(row: StreamTaskModel): StreamTaskView {
  const { id, kind, input, progress, progressText, output, error } = row;
  return {
    id,
    kind,
    input,
    state: row.state as StreamTaskView['state'],
    progress,
    progressText,
    output,
    error,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
  };
}
