import type { SchemaBook } from '@leeway/contracts';
import type { StreamAdmin, StreamBatch, BatchControl, StreamConsumer, TopicPartition } from '@leeway/stream';
import type { WorkerApp } from '../../worker-app.ts';
import { createIngestRegistry, type IngestRegistry } from './ingest-model.ts';
import { firstPositions } from './first-positions.ts';
import { MissingTopics } from './missing-topics.ts';
import type { PaneSink } from './pane-sink.ts';
import type { OwnerDeps } from './owner-deps.ts';
import { PartitionOwner } from './partition-owner.ts';
import { PredictionScanner } from './prediction-scanner.ts';
import { runLimited } from './run-limited.ts';
import { createWorkerSchemas } from '../../worker-schemas.ts';
import { createTopicIds } from './topic-ids.ts';
import { UnknownModels } from './unknown-models.ts';

/** Flushes at a time: below the connections that the pool has for everybody. */
const FLUSHES_AT_ONCE = 6;
/** Panes that all partitions together gather between flushes; the least that each may. */
const PANE_BYTES = 33_554_432;
const MIN_PANE_BYTES = 2_097_152;
const keyOf = ({ topic, partition }: TopicPartition) => `${topic}/${partition}`;

/** The consumer and its owners. One consumer at a time; made anew when the topics change. */
export function createIngest(input: {
  app: WorkerApp;
  admin: StreamAdmin;
  sink: PaneSink;
  /** Filled with what records turn out to need. */
  schemas: SchemaBook;
  loadRegistry: () => Promise<IngestRegistry>;
  /** Topics are to be followed again soon. */
  wake: () => void;
}) {
  const { app, admin, sink } = input;
  const { log, metrics, settings } = app;
  let registry: IngestRegistry = createIngestRegistry([]);
  let consumer: StreamConsumer | null = null;
  /** Topics that are read, with their ids. */
  let opened = new Map<string, string>();
  let partitionCounts = new Map<string, number>();
  /** Partitions came that the consumer does not know yet; kafkajs would find them within half a minute. */
  let hasGrown = false;
  const missing = new MissingTopics();
  let joined = false;
  let owners = new Map<string, PartitionOwner>();
  const topicIds = createTopicIds(admin, () => [...opened.keys()], Date.now);

  const deps: OwnerDeps = {
    sink,
    producer: app.producer,
    registry: () => registry,
    unknownModels: new UnknownModels(async () => {
      const known = registry.roles;
      registry = await input.loadRegistry();
      if (registry.roles.size !== known.size) input.wake();
    }, Date.now),
    schemas: createWorkerSchemas(app, input.schemas),
    openedTopicId: (topic) => opened.get(topic) ?? '',
    topicIdSince: topicIds.since,
    onTopicRenewed: input.wake,
    unreadable: settings.ingest.unreadable,
    offsets: async ({ topic, partition }) =>
      (await admin.offsets(topic)).find((offsets) => offsets.partition === partition) ?? null,
    seek: (position) => consumer?.seek(position),
    pause: (origin) => consumer?.pause(origin),
    resume: (origin) => consumer?.resume(origin),
    maxPaneBytes: () => Math.max(MIN_PANE_BYTES, PANE_BYTES / Math.max(1, owners.size)),
    flushMs: settings.ingest.flushMs,
    idleMs: settings.ingest.idleMs,
    now: Date.now,
    log,
    metrics,
    scanner: new PredictionScanner(),
  };

  function dropOwners(): void {
    for (const owner of owners.values()) owner.drop();
    owners = new Map();
  }

  /** Kafka does not say what was revoked: after each join every partition is claimed and read from its stored offset. */
  function onAssigned(assignment: TopicPartition[]): void {
    dropOwners();
    metrics.lag.reset();
    owners = new Map(assignment.map((origin) => [keyOf(origin), new PartitionOwner(origin, deps)]));
    // Whoever owned them before may have left them paused.
    for (const origin of assignment) consumer?.resume(origin);
    joined = true;
  }

  async function onBatch(batch: StreamBatch, control: BatchControl): Promise<void> {
    await owners.get(keyOf(batch))?.handle(batch, control);
  }

  /** Gives every partition a row; notes topics that were made anew. */
  async function openTopics(ids: ReadonlyMap<string, string>): Promise<void> {
    const offsets = await admin.offsetsOf([...ids.keys()]);
    const found = [...offsets].map(([topic, partitions]) => ({ topic, topicId: ids.get(topic) ?? '', partitions }));
    const topics = await firstPositions({ db: app.db, admin }, found);
    const renewed = await sink.open(topics);
    for (const topic of renewed) {
      metrics.gaps.inc({ topic });
      log.error({ topic }, 'the topic was made anew: recorded as a data gap');
    }
    partitionCounts = new Map(topics.map(({ topic, partitions }) => [topic, partitions.length]));
  }

  async function openConsumer(wanted: Map<string, string>): Promise<void> {
    await openTopics(wanted);
    hasGrown = false;
    const topics = [...wanted.keys()].toSorted();
    const next = await app.stream.openConsumer({
      groupId: settings.ingest.groupId,
      topics,
      sessionTimeoutMs: settings.ingest.sessionTimeoutMs,
      recyclesBytes: true,
      handlers: {
        onAssigned,
        onBatch,
        onSkipped: (range) => owners.get(keyOf(range))?.skipTo(range.nextOffset),
        onFatal: app.fatal,
      },
    });
    consumer = next;
    opened = wanted;
    await next.start();
    log.info({ topics: topics.length > 20 ? topics.length : topics }, 'reading');
  }

  async function closeConsumer(): Promise<void> {
    const closing = consumer;
    if (closing === null) return;
    await runLimited(owners.values(), FLUSHES_AT_ONCE, async (owner) => owner.finish()).catch((error: unknown) =>
      log.warn({ err: error }, 'not flushed; it will be read again'),
    );
    await commit();
    consumer = null;
    joined = false;
    opened = new Map();
    await closing.close();
    dropOwners();
  }

  async function commit(): Promise<void> {
    const positions = [...owners.values()]
      .filter((owner) => owner.storedOffset > 0n)
      .map((owner) => ({ ...owner.origin, nextOffset: owner.storedOffset }));
    await consumer?.commit(positions);
  }

  /** Windows of topics that are gone close without them, so that their models say that nothing comes. */
  async function tellMissing(registered: string[], existing: ReadonlyMap<string, string>): Promise<void> {
    const asOfMs = Date.now();
    const news = missing.note(registered, existing, asOfMs);
    if (news.length > 0) log.warn({ topics: news }, 'topics do not exist');
    await sink.signGone({ topics: missing.gone(asOfMs), why: 'the topic does not exist', asOfMs });
  }

  return {
    /** Takes the models as they are now; the consumer is replaced when topics came, went or were made anew. */
    follow: async (): Promise<void> => {
      registry = await input.loadRegistry();
      const registered = [...registry.roles.keys()];
      const existing = await admin.topicIds(registered);
      await tellMissing(registered, existing);
      const isNews =
        hasGrown ||
        existing.size !== opened.size ||
        [...existing].some(([topic, topicId]) => opened.get(topic) !== topicId);
      if (!isNews) return;
      await closeConsumer();
      if (existing.size > 0) await openConsumer(existing);
    },

    /** Reads the topics' ends: for lag, for partitions that were added, and to tell idle from stuck. */
    probe: async (): Promise<void> => {
      if (opened.size === 0) return;
      const asOfMs = Date.now();
      const ids = opened;
      const all = await admin.offsetsOf([...ids.keys()]);
      const grown = [...all].filter(([topic, offsets]) => offsets.length > (partitionCounts.get(topic) ?? 0));
      if (grown.length > 0 && ids === opened) {
        await openTopics(ids);
        hasGrown = true;
        input.wake();
      }
      const signs = [...all].flatMap(([topic, offsets]) =>
        offsets.flatMap(({ partition, high }) => {
          const sign = owners.get(keyOf({ topic, partition }))?.sign({ high, asOfMs }) ?? null;
          return sign === null ? [] : [sign];
        }),
      );
      await sink.sign(signs);
      metrics.waiting.reset();
      for (const { origin, waitsFor } of owners.values())
        if (waitsFor !== null) metrics.waiting.inc({ topic: origin.topic });
    },

    flushDue: () => runLimited(owners.values(), FLUSHES_AT_ONCE, async (owner) => owner.flush()),

    commit,
    stop: closeConsumer,

    notReady: (): string | null => {
      if (opened.size > 0 && !joined) return 'has not joined the consumer group yet';
      const waiting = [...owners.values()].find((owner) => owner.waitsFor !== null);
      return waiting === undefined ? null : `${keyOf(waiting.origin)} ${waiting.waitsFor}`;
    },
  };
}
