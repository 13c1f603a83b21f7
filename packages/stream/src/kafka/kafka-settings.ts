/** Where the brokers are and how to prove who we are. */
export type KafkaSettings = {
  brokers: string[];
  clientId: string;
  tls?: { ca?: string; cert?: string; key?: string; rejectUnauthorized?: boolean } | false;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  /** Longest time without a broker before the consumer is given up and the process ends. */
  unreachableDeadlineMs?: number;
};
