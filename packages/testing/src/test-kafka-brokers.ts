/** The brokers that the integration project started, or that LEEWAY_TEST_KAFKA_BROKERS names. */
export function testKafkaBrokers(): string[] {
  const brokers = process.env['LEEWAY_TEST_KAFKA_BROKERS'];
  if (!brokers) throw new Error('no Kafka for tests: run with vitest --project integration');
  return brokers.split(',').map((broker) => broker.trim());
}
