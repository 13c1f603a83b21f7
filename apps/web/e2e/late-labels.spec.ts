import { registerModel } from '@leeway/services';
import { openDb, type Db } from '@leeway/store';
import { seededRandom, uniqueName } from '@leeway/testing';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/session.ts';

const EVENTS = 800;
const FIRST_LABELS = 400;
const WITHIN_MS = 60_000;

/** Scores that are right as often as they say. */
function scored(count: number, random: () => number) {
  return Array.from({ length: count }, () => {
    const score = Number(random().toFixed(4));
    return { score, label: random() < score ? 1 : 0 };
  });
}

let db: Db;
let producer: Producer;
let modelId: string;

test.beforeAll(async () => {
  modelId = uniqueName('late-labels').toLowerCase();
  db = openDb({ connectionString: process.env['E2E_DATABASE_URL'] ?? '' });
  const brokers = (process.env['E2E_KAFKA_BROKERS'] ?? '').split(',');
  const kafka = new Kafka({ clientId: modelId, brokers, logLevel: logLevel.ERROR });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: ['predictions', 'labels'].map((kind) => ({ topic: `${modelId}.${kind}` })) });
  await admin.disconnect();
  producer = kafka.producer();
  await producer.connect();
  const random = seededRandom(5);
  await registerModel({
    ctx: {
      db,
      actor: { kind: 'system', id: 'e2e', name: 'Browser test' },
      now: () => new Date(),
      requestId: 'late-labels',
    },
    input: {
      manifest: {
        id: modelId,
        name: 'Late labels',
        predictionTopic: `${modelId}.predictions`,
        labelTopic: `${modelId}.labels`,
        paneMs: 10_000,
        windowPanes: 3,
        labelDelayMs: 5_000,
      },
      rows: scored(2_000, random).map(({ score, label }, index) => ({
        id: `r${index}`,
        model: modelId,
        time: Date.now() - 3_600_000 + index,
        features: { x: score },
        score,
        label,
      })),
      source: 'a browser test',
    },
  });
});
test.afterAll(async () => {
  await producer.disconnect();
  await db.model.updateMany({ where: { id: modelId }, data: { archivedAt: new Date() } });
  await db.$disconnect();
});

function cell(page: Page, metric: string, column: number): Locator {
  return page
    .getByRole('table', { name: 'Performance, realised and estimated' })
    .getByRole('row', { name: new RegExp(`^${metric}`, 'u') })
    .getByRole('cell')
    .nth(column);
}

const numberIn = async (place: Locator): Promise<number> =>
  Number.parseFloat((await place.locator('b').first().textContent()) ?? 'NaN');

test('labels that come late stand beside the estimate, and restate what was realised', async ({ signedIn: page }) => {
  const answers = scored(EVENTS, seededRandom(6));
  const topic = (kind: string) => `${modelId}.${kind}`;
  const startMs = Date.now() - 120_000;
  await producer.send({
    topic: topic('predictions'),
    messages: answers.map(({ score }, index) => ({
      key: `p${index}`,
      value: JSON.stringify({
        id: `p${index}`,
        model: modelId,
        time: startMs + index * 100,
        features: { x: score },
        score,
        prediction: score >= 0.5 ? '1' : '0',
      }),
    })),
  });
  const label = (from: number, to: number, isWrong: boolean) =>
    producer.send({
      topic: topic('labels'),
      messages: answers.slice(from, to).map((answer, place) => ({
        key: `p${from + place}`,
        value: JSON.stringify({
          id: `p${from + place}`,
          model: modelId,
          label: isWrong ? 1 - answer.label : answer.label,
        }),
      })),
    });
  const coverage = page.getByText(/ labelled \(/u);
  const reads = async (check: () => Promise<void>): Promise<void> =>
    expect(async () => {
      await page.goto(`/models/${modelId}?tab=performance&range=15m`);
      await check();
    }).toPass({ timeout: WITHIN_MS });

  // Without a label there is an estimate, and nothing realised.
  await reads(async () => {
    await expect(coverage).toContainText(`0 of ${EVENTS}`, { timeout: 5_000 });
  });
  await expect(cell(page, 'AUC', 0)).toContainText('not defined');
  const estimated = await numberIn(cell(page, 'AUC', 1));
  expect(estimated).toBeGreaterThan(0.75);

  // Half of them are known now, and the estimate was right.
  await label(0, FIRST_LABELS, false);
  await reads(async () => {
    await expect(coverage).toContainText(`${FIRST_LABELS} of ${EVENTS}`, { timeout: 5_000 });
  });
  const early = await numberIn(cell(page, 'AUC', 0));
  expect(Math.abs(early - estimated)).toBeLessThan(0.08);

  // The others turn out the other way round: the same stretch is told anew, and the estimate could not know.
  await label(FIRST_LABELS, EVENTS, true);
  await reads(async () => {
    await expect(coverage).toContainText(`${EVENTS} of ${EVENTS}`, { timeout: 5_000 });
  });
  const restated = await numberIn(cell(page, 'AUC', 0));
  expect(restated).toBeLessThan(0.65);
  expect(await numberIn(cell(page, 'AUC', 1))).toBeCloseTo(estimated, 2);
  await expect(page.getByText('Waiting for a label').locator('..')).toContainText('0');
});
