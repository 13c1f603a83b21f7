import { setTimeout as sleep } from 'node:timers/promises';
import { createReferenceDraft, type StreamTaskInput, type StreamTaskOutput } from '@leeway/services';
import { TopicUnreadable, type OffsetRange, type StreamAdmin } from '@leeway/stream';
import { LateAnswers, type SpooledRow } from './freeze/late-answers.ts';
import { readLabels } from './freeze/read-labels.ts';
import { readStretch } from './freeze/read-stretch.ts';
import { RowSpool } from './freeze/row-spool.ts';
import { StretchTally } from './freeze/stretch-tally.ts';
import { TaskPace } from './freeze/task-pace.ts';
import { createTaskDecoder } from './task-decoder.ts';
import { TaskRefused, type TaskContext, type TaskRunner } from './task-runner.ts';

const LEAST_ROWS = 200;

/** Makes a draft of a reference from a stretch of a topic: read once, kept on disk until it is frozen. */
export const freezeReference: TaskRunner<'freeze-reference'> = async (input, context) => {
  await untilTurn(context);
  try {
    return await freezeInTurn(input, context);
  } finally {
    isFreezing = false;
  }
};

/** Each takes memory for every column: one at a time in a process that others need. */
let isFreezing = false;
const WAIT_MS = 1_000;

async function untilTurn({ progress, signal }: TaskContext): Promise<void> {
  while (isFreezing) {
    await progress(0, 'Waits until another stretch has been read');
    if (signal.aborted) throw new TaskRefused('It was given up: the worker stops, or nobody waits for it.');
    await sleep(WAIT_MS);
  }
  isFreezing = true;
}

async function freezeInTurn(
  input: StreamTaskInput<'freeze-reference'>,
  context: TaskContext,
): Promise<StreamTaskOutput<'freeze-reference'>> {
  await context.progress(0, `Looking for the stretch in ${input.topic}`);
  const spool = await RowSpool.open();
  const admin = await context.app.stream.openAdmin();
  try {
    return await freeze(input, context, { spool, admin });
  } catch (error) {
    throw error instanceof TopicUnreadable ? new TaskRefused(error.message) : error;
  } finally {
    await admin.close();
    await spool.close();
  }
}

async function freeze(
  input: StreamTaskInput<'freeze-reference'>,
  context: TaskContext,
  { spool, admin }: { spool: RowSpool; admin: StreamAdmin },
): Promise<StreamTaskOutput<'freeze-reference'>> {
  const { app, task, signal } = context;
  const { manifest, topic, mapping, labelTopic, labelMapping } = input;
  const late = new LateAnswers(manifest.positiveClass);
  const tally = new StretchTally();
  const pace = new TaskPace(context);
  const shared = { stream: app.stream, admin, late, pace, signal };
  const ranges = await readStretch({ ...shared, input, decoder: createTaskDecoder(app, mapping), spool, tally });
  if (tally.rows < LEAST_ROWS) throw new TaskRefused(tally.explain(manifest.id, LEAST_ROWS));
  const fromMs = tally.firstRecordMs ?? 0;
  if (typeof labelTopic === 'string')
    await readLabels({
      ...shared,
      task: input,
      topic: labelTopic,
      decoder: createTaskDecoder(app, labelMapping),
      fromMs,
    });
  let reading = 0;
  const rows = () => {
    reading += 1;
    const step = reading === 1 ? { from: 0.75, to: 0.9, words: 'Counted' } : { from: 0.9, to: 1, words: 'Windows of' };
    return pace.along(joinedRows(spool, late), tally.rows, step);
  };
  await context.progress(0.75, `Counting ${tally.rows.toLocaleString('en')} rows`);
  const { draftId, rowCount } = await createReferenceDraft({
    ctx: { ...app.ctx(), actor: task.requestedBy },
    input: {
      modelId: manifest.id,
      kinds: manifest.features,
      positiveClass: manifest.positiveClass,
      task: manifest.task,
      rows,
      source: sourceWords(input),
      provenance: () => ({
        kind: 'stream',
        stream: { topic, partitions: partitionsOf(ranges) },
        rows: { read: tally.rows + tally.refused, skipped: tally.refused },
      }),
    },
  });
  return { draftId, rowCount, labelled: late.labelled };
}

async function* joinedRows(spool: RowSpool, late: LateAnswers): AsyncGenerator<SpooledRow> {
  // Written by readStretch only.
  for await (const row of spool.rows()) yield late.join(row as SpooledRow);
}

function partitionsOf(ranges: ReadonlyMap<number, OffsetRange>) {
  return [...ranges]
    .toSorted(([a], [b]) => a - b)
    .map(([partition, { from, to }]) => ({ partition, fromOffset: String(from), toOffset: String(to) }));
}

function sourceWords({ topic, stretch }: StreamTaskInput<'freeze-reference'>): string {
  if (stretch.kind === 'last') return `the last ${stretch.rows.toLocaleString('en')} rows of the topic ${topic}`;
  const time = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  return `the topic ${topic} from ${time(stretch.fromMs)} to ${time(stretch.toMs)} UTC`;
}
