import { createConnection } from 'node:net';
import { kafkaClientSecurity, type KafkaSecurity } from '@leeway/stream';
import { Kafka, logLevel, type Admin } from 'kafkajs';

/** Runs `work` with an admin client that keeps quiet and is closed afterwards. */
export async function withKafkaAdmin<T>(
  input: { brokers: string[]; security?: KafkaSecurity; connectTimeoutMs?: number; retries?: number },
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const kafka = new Kafka({
    clientId: 'leeway-devstack',
    brokers: input.brokers,
    logLevel: logLevel.NOTHING,
    connectionTimeout: input.connectTimeoutMs ?? 3000,
    retry: { retries: input.retries ?? 5, initialRetryTime: 100 },
    ...kafkaClientSecurity(input.security ?? {}),
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** true once the broker is registered with its controller, so that it can make topics. */
export async function answersAsBroker(brokers: string[]): Promise<boolean> {
  // kafkajs takes seconds to give up on a closed port; a plain connection tells at once.
  if (!(await isOpen(brokers[0] ?? ''))) return false;
  try {
    const cluster = await withKafkaAdmin({ brokers, retries: 0 }, (admin) => admin.describeCluster());
    return cluster.brokers.length > 0;
  } catch {
    return false;
  }
}

function isOpen(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  return new Promise((resolve) => {
    const socket = createConnection({ host: host ?? '', port: Number(port), timeout: 2000 });
    const settle = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
