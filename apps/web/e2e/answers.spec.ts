import { AxeBuilder } from '@axe-core/playwright';
import { openDb, type Db } from '@leeway/store';
import { seededRandom } from '@leeway/testing';
import { seedAnswers } from './support/seed-answers.ts';
import { expect, test } from './support/session.ts';

const PANE_MS = 60_000;
const MODELS = [
  { id: 'paper-sorting', task: 'multiclass' },
  { id: 'courier-eta', task: 'regression' },
] as const;
let db: Db;

test.beforeAll(async () => {
  db = openDb({ connectionString: process.env['E2E_DATABASE_URL'] ?? '' });
  for (const { id, task } of MODELS) {
    await db.model.create({
      data: { id, name: id, task, paneMs: PANE_MS, predictionTopic: `${id}.predictions`, labelTopic: `${id}.labels` },
    });
    await seedAnswers(db, {
      modelId: id,
      task,
      paneMs: PANE_MS,
      panes: 40,
      nowMs: Date.now(),
      random: seededRandom(3),
    });
  }
});

test.afterAll(async () => {
  await db.model.updateMany({ where: { id: { in: MODELS.map(({ id }) => id) } }, data: { archivedAt: new Date() } });
  await db.$disconnect();
});

test('a model of several classes shows which are taken for which', async ({ signedIn: page }) => {
  await page.goto('/models/paper-sorting?tab=performance&range=1h');
  const table = page.getByRole('table', { name: 'Answers by true class' });
  await expect(table.getByRole('columnheader', { name: 'receipt' })).toBeVisible();
  await expect(table.getByRole('row', { name: /^invoice/u })).toContainText('%');
  await page.getByRole('combobox', { name: 'Metric' }).selectOption({ label: 'F1, macro' });
  await expect(page).toHaveURL(/measure=f1Macro/u);
  await expect(page.getByText(/Not measured: .*ROC AUC.*needs the probabilities/u)).toBeVisible();
});

test('a model of numbers shows how large its errors are', async ({ signedIn: page }) => {
  await page.goto('/models/courier-eta?tab=performance&range=1h');
  await expect(page.getByText('90\u00a0% of errors are at most', { exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Mean absolute error/u })).toContainText(/ to /u);
  await expect(page.getByRole('table', { name: 'Answers by true class' })).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 375])
    test.describe(`${colorScheme} at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });
      for (const { id } of MODELS)
        test(`performance of ${id} reads well`, async ({ signedIn: page }, testInfo) => {
          await page.goto(`/models/${id}?tab=performance&range=1h`);
          await expect(page.getByRole('table', { name: 'Realised performance' })).toBeVisible();
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow, 'no horizontal scroll').toBeLessThanOrEqual(0);
          await page.screenshot({ path: testInfo.outputPath('page.png'), fullPage: true });
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id: rule }) => rule)).toEqual([]);
        });
    });
