export * from './kafka/ensure-topics.ts';
export * from './kafka/kafka-admin.ts';
export * from './kafka/start-kafka.ts';
export * from './ports/find-free-port.ts';
export * from './postgres/start-postgres.ts';
export * from './start-error.ts';
export * from './kafka/run-kafka-tool.ts';
export * from './registry/start-schema-registry.ts';
