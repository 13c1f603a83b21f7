import { TestPrometheus } from '@leeway/testing';
import { looksWell } from './support/looks-well.ts';
import { expect, test } from './support/session.ts';

const MINUTES = 3 * 1_440;

let server: TestPrometheus;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  server = await TestPrometheus.create(Number(process.env['E2E_PROMETHEUS_PORT']));
  const endMs = Math.floor(Date.now() / 60_000) * 60_000;
  // 100 requests a minute, one in 200 failed; half of them during a quarter of an hour today.
  const course = (outcome: 'good' | 'bad') => {
    let value = 0;
    return Array.from({ length: MINUTES + 1 }, (_, index) => {
      const minute = MINUTES - index;
      const bad = minute > 200 && minute <= 215 ? 50 : index % 2;
      value += outcome === 'bad' ? bad : 100 - bad;
      return { atMs: endMs - minute * 60_000, value };
    });
  };
  await server.backfill('shop_requests_total', [
    { series: '{outcome="good"}', samples: course('good') },
    { series: '{outcome="bad"}', samples: course('bad') },
  ]);
  await server.start();
});
test.afterAll(() => server?.remove());

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 375],
] as const)
  test.describe(`an SLO in PromQL, ${colorScheme} at ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: width === 375 ? 667 : 900 } });

    test('is asked before it is saved, counted by the worker, and shown with its query', async ({
      signedIn: page,
    }, testInfo) => {
      await page.goto('/slos/new?model=demo-employment');
      await page.getByLabel('Measures', { exact: true }).selectOption({ label: 'PromQL: good of all' });
      await page.getByLabel('Name', { exact: true }).fill(`Shop requests ${width}`);
      await page.getByLabel('Data source').selectOption('main');
      const query = page.getByLabel('Query', { exact: true });

      await query.fill('sum(shop_requests_total{');
      await expect(page.getByText(/main says: .*parse error/u).first()).toBeVisible();

      await query.fill('sum(rate(shop_requests_total{outcome="good"}[{{.window}}]))');
      await page.getByLabel('Total', { exact: true }).fill('sum(rate(shop_requests_total[{{.window}}]))');
      await expect(page.getByText(/1 series of 2; 60 of 60 minutes measured, 30 of 6/u)).toBeVisible();
      // The preview runs it over its window.
      await expect(page.getByRole('region', { name: 'Preview' })).toContainText(/Good\s*99\.\d+/u);
      await looksWell(page, testInfo, 'form');
      await page.getByRole('button', { name: 'Create SLO' }).click();

      await expect(page.getByRole('heading', { level: 1, name: `Shop requests ${width}` })).toBeVisible();
      const section = page.getByRole('region', { name: 'Prometheus' });
      await expect(section).toContainText('shop_requests_total{outcome="good"}');
      await expect(async () => {
        await page.reload();
        await expect(section).not.toContainText('nothing yet', { timeout: 2_000 });
      }).toPass({ timeout: 90_000 });
      await expect(page.getByText(/events/u).first()).toBeVisible();
      await looksWell(page, testInfo, 'slo');
    });
  });
