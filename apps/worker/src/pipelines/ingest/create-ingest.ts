import type { StreamAdmin, StreamBatch, BatchControl, StreamConsumer, TopicPartition } from '@leeway/stream';
import type { WorkerApp } from '../../worker-app.ts';
import { createIngestRegistry, type IngestRegistry } from './ingest-model.ts';
import type { PaneSink } from './pane-sink.ts';
import type { OwnerDeps } from './owner-deps.ts';
import { PartitionOwner } from './partition-owner.ts';

const keyOf = ({ topic, partition }: TopicPartition) => `${topic}/${partition}`;

/** The consumer and its owners. One consumer at a time; made anew when the topics change. */
export function createIngest(input: { app: WorkerApp; admin: StreamAdmin; sink: PaneSink }) {
  const { app, admin, sink } = input;
  const { log, metrics, settings } = app;
  let registry: IngestRegistry = createIngestRegistry([]);
  let consumer: StreamConsumer | null = null;
  let topics: string[] = [];
  let missing: string[] = [];
  let joined = false;
  let owners = new Map<string, PartitionOwner>();

  const deps: OwnerDeps = {
    sink,
    producer: app.producer,
    registry: () => registry,
    offsets: async ({ topic, partition }) =>
      (await admin.offsets(topic)).find((offsets) => offsets.partition === partition) ?? null,
    seek: (position) => consumer?.seek(position),
    flushMs: settings.ingest.flushMs,
    idleMs: settings.ingest.idleMs,
    now: Date.now,
    log,
    metrics,
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
    joined = true;
  }

  async function onBatch(batch: StreamBatch, control: BatchControl): Promise<void> {
    await owners.get(keyOf(batch))?.handle(batch, control);
  }

  async function openConsumer(wanted: string[]): Promise<void> {
    for (const topic of wanted) await sink.ensure(topic, await admin.offsets(topic));
    const next = await app.stream.openConsumer({
      groupId: settings.ingest.groupId,
      topics: wanted,
      sessionTimeoutMs: settings.ingest.sessionTimeoutMs,
      handlers: {
        onAssigned,
        onBatch,
        onSkipped: (range) => owners.get(keyOf(range))?.skipTo(range.nextOffset),
        onFatal: app.fatal,
      },
    });
    consumer = next;
    topics = wanted;
    await next.start();
    log.info({ topics: wanted }, 'reading');
  }

  async function closeConsumer(): Promise<void> {
    const closing = consumer;
    if (closing === null) return;
    await finishAll();
    await commit();
    consumer = null;
    joined = false;
    topics = [];
    await closing.close();
    dropOwners();
  }

  async function finishAll(): Promise<void> {
    await Promise.all(
      [...owners.values()].map((owner) =>
        owner
          .finish()
          .catch((error: unknown) => log.warn({ ...owner.origin, err: error }, 'not flushed; it will be read again')),
      ),
    );
  }

  async function commit(): Promise<void> {
    const positions = [...owners.values()]
      .filter((owner) => owner.storedOffset > 0n)
      .map((owner) => ({ ...owner.origin, nextOffset: owner.storedOffset }));
    await consumer?.commit(positions);
  }

  return {
    /** Takes the models as they are now; the consumer is replaced when they bring or remove topics. */
    follow: async (next: IngestRegistry): Promise<void> => {
      registry = next;
      const registered = [...next.roles.keys()];
      const isNews =
        registered.some((topic) => !topics.includes(topic)) || topics.some((topic) => !next.roles.has(topic));
      if (!isNews) return;
      const existing = new Set(await admin.listTopics());
      const wanted = registered.filter((topic) => existing.has(topic)).toSorted();
      const absent = registered.filter((topic) => !existing.has(topic));
      if (absent.join() !== missing.join() && absent.length > 0)
        log.warn({ topics: absent }, 'topics do not exist yet');
      missing = absent;
      if (wanted.join() === topics.join()) return;
      await closeConsumer();
      if (wanted.length > 0) await openConsumer(wanted);
    },

    /** Reads the topics' ends: for lag, for partitions that were added, and to tell idle from stuck. */
    probe: async (): Promise<void> => {
      const signs = [];
      for (const topic of topics) {
        const asOfMs = Date.now();
        const offsets = await admin.offsets(topic);
        await sink.ensure(topic, offsets);
        for (const { partition, high } of offsets) {
          const sign = owners.get(keyOf({ topic, partition }))?.sign({ high, asOfMs });
          if (sign) signs.push(sign);
        }
      }
      await sink.sign(signs);
    },

    flushDue: async (): Promise<void> => {
      const outcomes = await Promise.allSettled([...owners.values()].map((owner) => owner.flush()));
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    },

    commit,
    stop: closeConsumer,

    notReady: (): string | null => {
      if (topics.length > 0 && !joined) return 'has not joined the consumer group yet';
      return null;
    },
  };
}
