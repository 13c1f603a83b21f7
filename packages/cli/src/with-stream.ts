import { openKafkaStream, readKafkaSettings, type Stream } from '@leeway/stream';
import { CliError } from './cli-error.ts';
import type { CliIo } from './command.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Kafka as KAFKA_BROKERS (or `brokers`) and the other KAFKA_ settings say; nothing connects before it is used. */
export function openCliStream(io: CliIo, brokers: string | undefined): Stream {
  const env = brokers === undefined ? io.env : { ...io.env, KAFKA_BROKERS: brokers };
  if (!env['KAFKA_BROKERS']) throw new CliError('KAFKA_BROKERS is not set, and --brokers was not given: host:port', 2);
  try {
    return openKafkaStream(readKafkaSettings(env, 'leeway-cli'), quiet);
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error), 2);
  }
}
