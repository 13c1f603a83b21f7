import type { KafkaConfig } from 'kafkajs';
import type { KafkaSasl, KafkaSecurity } from './kafka-settings.ts';
import { awsToken } from './sasl/aws-token.ts';
import { oauthProvider } from './sasl/oauth-token.ts';

/** The security settings in kafkajs' words; anybody who makes a client of his own spreads them into its config. */
export function kafkaClientSecurity(security: KafkaSecurity): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  return {
    ...(security.tls ? { ssl: security.tls } : {}),
    ...(security.sasl ? { sasl: saslOf(security.sasl) } : {}),
  };
}

function saslOf(sasl: KafkaSasl): NonNullable<KafkaConfig['sasl']> {
  switch (sasl.mechanism) {
    case 'oauthbearer':
      return { mechanism: 'oauthbearer', oauthBearerProvider: oauthProvider(sasl.source, Date.now) };
    case 'aws-iam': {
      const { region, credentials } = sasl;
      const oauthBearerProvider = async () => ({ value: awsToken({ region, credentials, nowMs: Date.now() }) });
      return { mechanism: 'oauthbearer', oauthBearerProvider };
    }
    case 'plain':
      return { mechanism: 'plain', username: sasl.username, password: sasl.password };
    case 'scram-sha-256':
      return { mechanism: 'scram-sha-256', username: sasl.username, password: sasl.password };
    case 'scram-sha-512':
      return { mechanism: 'scram-sha-512', username: sasl.username, password: sasl.password };
  }
}
