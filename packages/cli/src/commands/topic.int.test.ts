import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openKafkaStream, type StreamAdmin } from '@leeway/stream';
import { testKafkaBrokers, uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const topic = uniqueName('replayed');
const stopped = uniqueName('stopped');
const env = { ...process.env, KAFKA_BROKERS: testKafkaBrokers().join(',') };
let folder: string;
let admin: StreamAdmin;

async function leeway(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err: err.trim() });
    });
  });
}
const produced = async (of: string) => (await admin.offsets(of)).reduce((sum, { high }) => sum + Number(high), 0);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-topic-'));
  const rows = Array.from(
    { length: 300 },
    (_, index) => `r${index},${1_764_000_000_000 + index},${index},oslo,${index / 300}`,
  );
  await writeFile(join(folder, 'rows.csv'), `key,at,age,city,p\n${rows.join('\n')}\n`);
  await writeFile(
    join(folder, 'mapping.json'),
    JSON.stringify({ eventId: { path: 'id' }, features: { path: 'features', except: ['city'] } }),
  );
  admin = await openKafkaStream({ brokers: testKafkaBrokers(), clientId: 'cli-test' }, quiet).openAdmin();
  await admin.ensureTopics([
    { topic, partitions: 2, replicationFactor: 1 },
    { topic: stopped, partitions: 1, replicationFactor: 1 },
  ]);
});
afterAll(async () => {
  await admin.close();
  await rm(folder, { recursive: true, force: true });
});

it('publishes the rows of a file at a rate, and shows them', async () => {
  const startedMs = performance.now();
  const columns = ['--id', 'key', '--time', 'at', '--score', 'p'];
  const replayed = await leeway(
    'replay',
    join(folder, 'rows.csv'),
    '--topic',
    topic,
    '--model',
    'm',
    '--rate',
    '300',
    ...columns,
    '--json',
  );
  expect(replayed).toMatchObject({ code: 0, out: JSON.stringify({ topic, sent: 300, stopped: false }) });
  expect(performance.now() - startedMs).toBeGreaterThan(900);
  expect(await produced(topic)).toBe(300);
  const inspected = await leeway('topic', 'inspect', '--topic', topic, '--last', '2', '--json');
  expect(inspected.code).toBe(0);
  const { records } = JSON.parse(inspected.out) as { records: { events: object[] }[] };
  expect(records).toHaveLength(2);
  expect(records.every(({ events }) => events.length === 1)).toBe(true);
  const mapped = await leeway(
    'topic',
    'inspect',
    '--topic',
    topic,
    '--last',
    '1',
    '--mapping',
    join(folder, 'mapping.json'),
  );
  expect(mapped.out).toContain('1 of 1 messages fit (2 partitions)');
  expect(mapped.out).toMatch(/"model":"m".*"features":\{"age":\d+\}/u);
});

it('publishes rows as they are when the mapping reads them', async () => {
  const rows = join(folder, 'own.csv');
  const mapping = join(folder, 'own.json');
  await writeFile(rows, 'who,payload.amount,payload.city,outcome.p\nx1,12.5,Oslo,0.25\nx2,,"New, York",0.75\n');
  await writeFile(
    mapping,
    JSON.stringify({
      model: { const: 'own' },
      eventId: { path: 'who' },
      time: { path: 'sent.at', unit: 'iso' },
      features: { path: 'payload' },
      score: { path: 'outcome.p' },
    }),
  );
  const mapped = uniqueName('mapped');
  await admin.ensureTopics([{ topic: mapped, partitions: 1, replicationFactor: 1 }]);
  const send = (...more: string[]) => leeway('replay', rows, '--topic', mapped, '--mapping', mapping, ...more);
  expect(await send('--stamp', 'sent.at', '--id', 'who')).toMatchObject({
    code: 0,
    out: `2 events sent to ${mapped}.`,
  });
  const { out } = await leeway('topic', 'inspect', '--topic', mapped, '--mapping', mapping, '--json');
  const { records } = JSON.parse(out) as { records: { key: string; raw: string; events: object[] }[] };
  expect(records.map(({ key }) => key)).toEqual(['x2', 'x1']);
  expect(JSON.parse(records[1]?.raw ?? '')).toMatchObject({ who: 'x1', payload: { amount: 12.5, city: 'Oslo' } });
  expect(records[0]?.events).toMatchObject([{ id: 'x2', features: { amount: null, city: 'New, York' }, score: 0.75 }]);
  const unstamped = await send();
  expect(unstamped).toMatchObject({ code: 1 });
  expect(unstamped.err).toMatch(/own\.csv: line 2: the mapping makes no event of it: .*time/u);
  expect(await send('--score', 'outcome.p')).toMatchObject({ code: 2 });
  expect(await leeway('replay', rows, '--topic', mapped)).toMatchObject({ code: 2 });
});

it('says what is wrong with a file, a topic, a mapping and a rate', async () => {
  const file = join(folder, 'rows.csv');
  const bad = await leeway('replay', file, '--topic', topic, '--model', 'm', '--score', 'age');
  expect(bad).toMatchObject({ code: 1 });
  expect(bad.err).toMatch(/rows\.csv: line 4: score: /u);
  expect(await leeway('replay', file, '--topic', 'nowhere', '--model', 'm')).toMatchObject({ code: 1 });
  expect(await leeway('replay', file, '--topic', topic, '--model', 'm', '--rate', '0')).toMatchObject({ code: 2 });
  expect((await leeway('topic', 'inspect', '--topic', topic, '--mapping', file)).err).toContain('is not JSON');
  expect(await leeway('topic', 'inspect', '--topic', topic, '--last', '0')).toMatchObject({ code: 2 });
});

it('ends at Ctrl-C with what it sent sent', async () => {
  const args = [MAIN, 'replay', join(folder, 'rows.csv'), '--topic', stopped, '--model', 'm', '--rate', '20', '--json'];
  const child = spawn(process.execPath, args, { env });
  let out = '';
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  while ((await produced(stopped)) < 6) await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill('SIGINT');
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const { sent, stopped: wasStopped } = JSON.parse(out) as { sent: number; stopped: boolean };
  expect({ code, wasStopped, sent }).toEqual({ code: 1, wasStopped: true, sent: await produced(stopped) });
});
