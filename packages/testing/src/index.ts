export * from './fixed-clock.ts';
export * from './seeded-random.ts';
export * from './test-database.ts';
export * from './test-kafka-brokers.ts';
export * from './unique-name.ts';
export * from './start-stack.ts';
export * from './count-messages.ts';
