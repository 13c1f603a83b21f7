import { Kafka } from 'kafkajs';
import type { Stream, StreamLog } from '../port.ts';
import { registerCodecs } from './codecs/register-codecs.ts';
import { installFetchDecoder } from './fetch/install-fetch-decoder.ts';
import { createSocketFactory, installResponseReceiver } from './fetch/receive-responses.ts';
import { ignoreNegativeTimeoutWarning } from './ignore-negative-timeout-warning.ts';
import { kafkaClientSecurity } from './kafka-client-security.ts';
import { kafkaLogCreator } from './kafka-log-creator.ts';
import { openKafkaAdmin } from './open-kafka-admin.ts';
import { openKafkaConsumer } from './open-kafka-consumer.ts';
import { openKafkaProducer } from './open-kafka-producer.ts';
import type { KafkaSettings } from './kafka-settings.ts';

/** The Kafka behind the port. Nothing connects before something is opened. */
export function openKafkaStream(settings: KafkaSettings, log: StreamLog): Stream {
  registerCodecs();
  installFetchDecoder();
  installResponseReceiver();
  ignoreNegativeTimeoutWarning();
  const kafka = new Kafka({
    clientId: settings.clientId,
    brokers: settings.brokers,
    connectionTimeout: 5_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8 },
    logCreator: kafkaLogCreator(log),
    socketFactory: createSocketFactory(),
    ...kafkaClientSecurity(settings),
  });
  return {
    openConsumer: (options) => openKafkaConsumer(kafka, settings, options, log),
    openProducer: () => openKafkaProducer(kafka),
    openAdmin: () => openKafkaAdmin(kafka),
  };
}
