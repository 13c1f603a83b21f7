import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';

const UPLOAD_MS = 3_600_000;
const CHANNEL = 'http.server.request.start';
const UPLOAD_PATH = '/api/reference-drafts';

/**
 * Node ends every request that has not come whole within five minutes; a large file on a slow line takes longer. The
 * server belongs to Next, so that it is met with its first upload. Stalled ones are ended by `receiveFile`, and headers
 * that dawdle by Node as before.
 */
export function allowLongUploads(): () => void {
  const onRequest = (message: unknown) => {
    const { request, server } = message as { request: IncomingMessage; server: Server };
    if (request.url?.startsWith(UPLOAD_PATH) === true) server.requestTimeout = UPLOAD_MS;
  };
  subscribe(CHANNEL, onRequest);
  return () => unsubscribe(CHANNEL, onRequest);
}
