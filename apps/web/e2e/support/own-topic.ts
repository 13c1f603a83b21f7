import { Kafka, logLevel, type Producer } from 'kafkajs';
import { seededRandom } from '@leeway/testing';

const SECOND_MS = 1_000;
const BATCH = 500;
const TICK_MS = 250;
/** More than what Leeway decodes, and what brokers take by default, is 1 MiB; this stays just below both. */
const LARGE_BYTES = 1_000_000;

export type OwnTopic = {
  predictions: string;
  labels: string;
  /** A topic that nobody has published to. */
  empty: string;
  publishTo: (name: string, value: string) => Promise<void>;
  /** From now on the model sees another population. */
  drift: () => void;
  /** Messages that no mapping of this topic fits: markup, bytes, and one of a megabyte. They stay the newest until `resume`. */
  publishHostile: () => Promise<void>;
  resume: () => void;
  stop: () => Promise<void>;
};

/** One answer of somebody else's model, by names that Leeway does not know. */
function answerAt(ms: number, id: string, random: () => number, isDrifting: boolean) {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const tenure = Math.max(0, 24 + 10 * normal() + (isDrifting ? 25 : 0));
  const plan = ['basic', 'plus', 'pro'][Math.min(2, Math.floor(random() * 3.2))] ?? 'pro';
  const prob = 1 / (1 + Math.exp(0.08 * (tenure - 24) + 0.4 * normal()));
  return {
    req: id,
    svc: 'Churn Scorer',
    ts: Math.floor(ms / SECOND_MS),
    inputs: { tenure: Number(tenure.toFixed(2)), plan, spend: Number((40 + 12 * normal()).toFixed(2)) },
    prob: Number(prob.toFixed(4)),
    took_ms: Number((8 + 3 * Math.abs(normal())).toFixed(1)),
  };
}

/** A team's own topics on the real broker: some history first, then `ratePerSecond` answers with their outcomes. */
export async function startOwnTopic(options: {
  brokers: string[];
  name: string;
  historySeconds: number;
  ratePerSecond: number;
}): Promise<OwnTopic> {
  const { name, historySeconds, ratePerSecond } = options;
  const [predictions, labels, empty] = [`${name}.requests`, `${name}.outcomes`, `${name}.new`];
  const kafka = new Kafka({ clientId: name, brokers: options.brokers, logLevel: logLevel.ERROR });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    topics: [
      { topic: predictions, numPartitions: 2 },
      { topic: labels, numPartitions: 1 },
      { topic: empty, numPartitions: 1 },
    ],
  });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  const random = seededRandom(7);
  const state = { isDrifting: false, isPaused: false, count: 0, sentToMs: Date.now() - historySeconds * SECOND_MS };

  async function sendUntil(toMs: number): Promise<void> {
    const stepMs = SECOND_MS / ratePerSecond;
    while (state.sentToMs < toMs) {
      const answers = [];
      for (; state.sentToMs < toMs && answers.length < BATCH; state.sentToMs += stepMs) {
        state.count += 1;
        answers.push(answerAt(state.sentToMs, `${name}-${state.count}`, random, state.isDrifting));
      }
      await sendAnswers(producer, { predictions, labels }, answers, random);
    }
  }

  await sendUntil(Date.now());
  let sending = Promise.resolve();
  const timer = setInterval(() => {
    if (!state.isPaused) sending = sending.then(() => sendUntil(Date.now()));
  }, TICK_MS);
  return {
    predictions,
    labels,
    empty,
    publishTo: async (to, value) => {
      await producer.send({ topic: to, messages: [{ value }] });
    },
    drift: () => {
      state.isDrifting = true;
    },
    resume: () => {
      state.isPaused = false;
    },
    publishHostile: async () => {
      state.isPaused = true;
      await sending;
      const large = JSON.stringify({ req: 'large', svc: 'Churn Scorer', inputs: { note: 'x'.repeat(LARGE_BYTES) } });
      const markup = JSON.stringify({
        req: '<img src=x onerror="window.hit=1">',
        svc: '<script>window.hit=1</script>',
      });
      const values = [markup, '<script>window.hit=1</script>', Buffer.from([0xff, 0x00, 0x01]), large];
      await producer.send({ topic: predictions, messages: values.map((value) => ({ value })) });
    },
    stop: async () => {
      clearInterval(timer);
      await sending;
      await producer.disconnect();
    },
  };
}

async function sendAnswers(
  producer: Producer,
  topics: { predictions: string; labels: string },
  answers: ReturnType<typeof answerAt>[],
  random: () => number,
): Promise<void> {
  await producer.sendBatch({
    topicMessages: [
      {
        topic: topics.predictions,
        messages: answers.map((answer) => ({
          key: answer.req,
          value: JSON.stringify(answer),
          timestamp: String(answer.ts * SECOND_MS),
        })),
      },
      {
        topic: topics.labels,
        messages: answers.map(({ req, svc, prob }) => ({
          key: req,
          value: JSON.stringify({ req, svc, churned: random() < prob ? 'yes' : 'no' }),
        })),
      },
    ],
  });
}
