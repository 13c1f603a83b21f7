import { isDiskFull, UnnamedFile } from '@leeway/tables';
import { UploadRefused } from './upload-refused.ts';

export const MAX_UPLOAD_BYTES = 2 * 2 ** 30;
const IDLE_MS = 60_000;

const tooLarge = () => new UploadRefused(413, `Files of at most ${MAX_UPLOAD_BYTES / 2 ** 30} GiB can be sent.`);

/** Refuses by what a request says of itself, before a byte is read. */
export function refuseTooLarge(headers: Headers): void {
  if (Number(headers.get('content-length') ?? '0') > MAX_UPLOAD_BYTES) throw tooLarge();
}

/** Puts a body on disk as it comes; memory does not grow with it. The caller closes the file. */
export async function receiveFile(
  body: ReadableStream<Uint8Array>,
  { maxBytes = MAX_UPLOAD_BYTES, idleMs = IDLE_MS }: { maxBytes?: number; idleMs?: number } = {},
): Promise<UnnamedFile> {
  const file = await UnnamedFile.open();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await within(idleMs, reader.read());
      if (done) return file;
      if (file.bytes + value.byteLength > maxBytes) throw tooLarge();
      await file.append(value);
    }
  } catch (error) {
    await file.close();
    await reader.cancel().catch(() => undefined);
    if (isDiskFull(error)) throw new UploadRefused(507, 'There is no room left for the file.');
    throw error;
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new UploadRefused(408, 'Nothing more of the file came.')), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
