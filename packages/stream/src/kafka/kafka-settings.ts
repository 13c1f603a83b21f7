import type { AwsCredentials } from './sasl/aws-token.ts';
import type { OauthSource } from './sasl/oauth-token.ts';

export type KafkaSasl =
  | { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string }
  | { mechanism: 'oauthbearer'; source: OauthSource }
  /** Amazon MSK with IAM. */
  | { mechanism: 'aws-iam'; region: string; credentials: AwsCredentials };

/** `ca`, `cert` and `key` are PEM texts; without `ca` the system's authorities count. */
export type KafkaTls = { ca?: string; cert?: string; key?: string };

/** How to prove who we are, and that the broker is who it should be. */
export type KafkaSecurity = { tls?: KafkaTls | false; sasl?: KafkaSasl };

export type KafkaSettings = KafkaSecurity & {
  brokers: string[];
  clientId: string;
  /** Longest time without a broker before the consumer is given up and the process ends. */
  unreachableDeadlineMs?: number;
};
