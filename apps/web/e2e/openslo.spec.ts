import { readFile } from 'node:fs/promises';
import { looksWell } from './support/looks-well.ts';
import { expect, test } from './support/session.ts';

const REFUSED = `
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: elsewhere }
spec:
  service: demo-employment
  budgetingMethod: Occurrences
  indicator:
    metadata: { name: hits }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: Datadog, spec: { query: good } } }
        total: { metricSource: { type: Datadog, spec: { query: all } } }
  timeWindow: [{ duration: 28d, isRolling: true }]
  objectives: [{ target: 0.99 }]
`;

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 375],
] as const)
  test.describe(`OpenSLO, ${colorScheme} at ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: width === 375 ? 667 : 900 } });

    test('an exported file is imported again: as it is, changed, and with what is refused', async ({
      signedIn: page,
    }, testInfo) => {
      await page.goto('/slos');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export as OpenSLO YAML' }).click();
      const file = await (await download).path();
      const yaml = await readFile(file, 'utf8');
      expect(yaml).toContain('apiVersion: openslo/v1');

      await page.goto('/slos/import');
      await page.getByLabel('Choose OpenSLO files').setInputFiles(file);
      const plan = page.getByRole('region', { name: 'What becomes of them' });
      await expect(plan).toContainText(/\d+ as they are$|\d+ as they are/u);
      await expect(plan.getByRole('button', { name: /Create|Save/u })).toHaveCount(0);

      // One is edited, and one is not Leeway's to measure.
      const text = page.getByLabel('OpenSLO documents, YAML or JSON');
      const target = width === 375 ? '0.985' : '0.98';
      await text.fill(yaml.replace(/target: 0\.\d+/u, `target: ${target}`) + REFUSED);
      await expect(plan).toContainText('1 changed');
      await expect(plan).toContainText('1 document refused');
      await expect(plan.getByRole('listitem').filter({ hasText: 'elsewhere' })).toContainText(
        'spec.indicator.spec.ratioMetric.good.metricSource.type',
      );
      const save = plan.getByRole('button', { name: 'Save 1 SLO' });
      await expect(save).toHaveAttribute('aria-disabled', 'true');
      await plan.getByLabel('take the rest').check();
      await looksWell(page, testInfo, 'planned');
      await save.click();
      await expect(plan.getByRole('status').filter({ hasText: 'saved' })).toContainText('0 SLOs created, 1 saved');
      await looksWell(page, testInfo, 'saved');
      // The text that was typed is still there, and is now as it is saved.
      await expect(text).toHaveValue(/kind: SLO/u);
      await expect(plan).not.toContainText('1 changed');
      const link = plan.getByRole('listitem').filter({ hasText: 'saved' }).getByRole('link').first();
      await link.click();
      await expect(page.getByRole('button', { name: 'Export as OpenSLO YAML' })).toBeVisible();
      await expect(page.getByText(/Imported from OpenSLO/u).first()).toBeVisible();
    });
  });
