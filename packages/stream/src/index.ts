export * from './port.ts';
export * from './kafka/kafka-settings.ts';
export * from './kafka/open-kafka-stream.ts';
export * from './open-record-consumer.ts';
export * from './read-last-records.ts';
