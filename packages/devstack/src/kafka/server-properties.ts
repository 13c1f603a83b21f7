/** Names and values of a broker's server.properties. */
export type BrokerSettings = Readonly<Record<string, string | number | boolean>>;

/** One more place for clients, on loopback; what its protocol needs is in the settings. */
export type BrokerListener = { name: string; protocol: 'PLAINTEXT' | 'SSL' | 'SASL_SSL'; port: number };

/** The settings of a single KRaft node, broker and controller in one, on loopback only; `settings` come on top. */
export function serverProperties(input: {
  port: number;
  controllerPort: number;
  dataDir: string;
  listeners?: readonly BrokerListener[] | undefined;
  settings?: BrokerSettings | undefined;
}): string {
  const plain: BrokerListener = { name: 'PLAINTEXT', protocol: 'PLAINTEXT', port: input.port };
  const forClients = [plain, ...(input.listeners ?? [])];
  const addresses = forClients.map(({ name, port }) => `${name}://127.0.0.1:${port}`).join(',');
  const protocols = forClients.map(({ name, protocol }) => `${name}:${protocol}`).join(',');
  const settings: BrokerSettings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${input.controllerPort}`,
    listeners: `${addresses},CONTROLLER://127.0.0.1:${input.controllerPort}`,
    'advertised.listeners': addresses,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': `${protocols},CONTROLLER:PLAINTEXT`,
    'log.dirs': input.dataDir.replaceAll('\\', '/'),
    'auto.create.topics.enable': false,
    'num.partitions': 3,
    // One node can't keep the three copies that these default to.
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // Fewer internal partitions open sooner after a start; one machine needs no more.
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.num.partitions': 4,
    'group.initial.rebalance.delay.ms': 0,
    'log.retention.hours': 48,
    'log.segment.bytes': 67_108_864,
    'log.cleaner.dedupe.buffer.size': 33_554_432,
    'num.network.threads': 2,
    'num.io.threads': 4,
    ...input.settings,
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${asLatin(String(value))}`)
    .join('\n')}\n`;
}

/** Java reads properties files as ISO 8859-1: what is beyond ASCII is escaped, one UTF-16 unit at a time. */
function asLatin(text: string): string {
  // oxlint-disable-next-line require-unicode-regexp -- with it, a pair of surrogates would count as one
  return text.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Warnings and the broker's own milestones; its info level writes thousands of lines at each start. */
export const LOG4J_PROPERTIES = `appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %p %c{1} %m%n
rootLogger.level=warn
rootLogger.appenderRef.out.ref=out
logger.server.name=kafka.server.KafkaRaftServer
logger.server.level=info
`;
