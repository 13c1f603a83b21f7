'use client';

import { useRef, useState } from 'react';
import { FILE_COLUMNS, type FormValues } from './form-values.ts';
import { madeFromOf } from './made-from.ts';

/** The server takes no more. */
const MAX_BYTES = 2 * 1_024 ** 3;

type Change = (change: (values: FormValues) => FormValues) => void;
export type UploadState =
  | { kind: 'idle' }
  | { kind: 'sending'; name: string; sent: number; total: number; startedMs: number }
  | { kind: 'failed'; name: string; reason: string };

/** Files of this visit by topic: a browser hands them out once, and other kinds need the same rows again. */
const files = new Map<string, File>();

export function keptFile(topic: string): File | null {
  return files.get(topic) ?? null;
}

function reasonOf(request: XMLHttpRequest): string {
  if (request.status === 0) return 'The connection was lost on the way.';
  try {
    const answer = JSON.parse(request.responseText) as { message?: unknown };
    if (typeof answer.message === 'string') return answer.message;
  } catch {
    // Not our own answer: a proxy's, maybe.
  }
  return `The server answered ${request.status}.`;
}

function draftIdOf(request: XMLHttpRequest): string | null {
  try {
    const answer = JSON.parse(request.responseText) as { draftId?: unknown };
    return typeof answer.draftId === 'string' ? answer.draftId : null;
  } catch {
    return null;
  }
}

function addressOf(file: File, values: FormValues): string {
  const query = new URLSearchParams({
    name: file.name.slice(0, 200),
    kinds: JSON.stringify(values.kinds),
    task: values.task,
    positiveClass: values.positiveClass.trim() || '1',
  });
  for (const column of FILE_COLUMNS) {
    const name = values.columns[column].trim();
    if (name !== '') query.set(column, name);
  }
  return `/api/reference-drafts?${query.toString()}`;
}

/** Sends a file as it is, with its progress: a request by fetch tells none. */
export function useUpload(topic: string, values: FormValues, change: Change) {
  const [state, setState] = useState<UploadState>({ kind: 'idle' });
  const running = useRef<XMLHttpRequest | null>(null);

  function send(file: File): void {
    running.current?.abort();
    files.set(topic, file);
    if (file.size === 0) return setState({ kind: 'failed', name: file.name, reason: 'The file is empty.' });
    if (file.size > MAX_BYTES)
      return setState({ kind: 'failed', name: file.name, reason: 'The file is larger than 2 GiB.' });
    const madeFrom = madeFromOf(topic, values);
    const request = new XMLHttpRequest();
    running.current = request;
    const startedMs = Date.now();
    setState({ kind: 'sending', name: file.name, sent: 0, total: file.size, startedMs });
    request.upload.addEventListener('progress', ({ loaded }) =>
      setState({ kind: 'sending', name: file.name, sent: loaded, total: file.size, startedMs }),
    );
    request.addEventListener('loadend', () => {
      if (running.current !== request) return;
      running.current = null;
      const draftId = request.status >= 200 && request.status < 300 ? draftIdOf(request) : null;
      if (draftId === null) return setState({ kind: 'failed', name: file.name, reason: reasonOf(request) });
      setState({ kind: 'idle' });
      change((before) => ({ ...before, draft: { id: draftId, madeFrom } }));
    });
    request.open('POST', addressOf(file, values));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  }

  function stop(): void {
    const request = running.current;
    running.current = null;
    request?.abort();
    setState({ kind: 'idle' });
  }

  return { state, send, stop };
}
