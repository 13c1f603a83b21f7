import { log } from './log.ts';
import { runtime } from './runtime.ts';

const TIMEOUT_MS = 2_000;

/** Whether Postgres answers within two seconds. */
export async function isStoreReachable(): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    await Promise.race([runtime().db.$queryRaw`SELECT 1`, late]);
    return true;
  } catch (error) {
    log().warn({ err: error }, 'not ready: the store does not answer');
    return false;
  } finally {
    clearTimeout(timer);
  }
}
