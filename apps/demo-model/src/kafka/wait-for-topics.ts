import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import type { Logger } from 'pino';

const EVERY_MS = 2_000;
const SAY_AGAIN_AFTER_MS = 30_000;

/** Creating topics is not the model's business: it waits for them and says what it waits for. */
export async function waitForTopics(
  kafka: Kafka,
  wanted: readonly string[],
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  let said = '';
  let saidAtMs = 0;
  const say = (text: string): void => {
    if (text === said && Date.now() - saidAtMs < SAY_AGAIN_AFTER_MS) return;
    said = text;
    saidAtMs = Date.now();
    logger.warn(text);
  };
  while (!signal.aborted) {
    const missing = await missingTopics(kafka, wanted);
    if (missing === null) say('Kafka does not answer, trying again');
    else if (missing.length > 0) say(`waiting for topics that do not exist yet: ${missing.join(', ')}`);
    else return;
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Null when the brokers can't be asked. */
async function missingTopics(kafka: Kafka, wanted: readonly string[]): Promise<string[] | null> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const there = new Set(await admin.listTopics());
    return wanted.filter((topic) => !there.has(topic));
  } catch {
    return null;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
