import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './support/session.ts';

const PAGES = [
  '/',
  '/incidents',
  '/incidents?filter=all',
  '/approvals',
  '/models',
  '/models/demo-employment',
  '/models/demo-employment?tab=performance',
  '/models/demo-employment?tab=reference',
  '/models/demo-employment?tab=ingest',
  '/slos',
  '/slos/new',
  '/changes',
  '/runbooks',
] as const;
const WIDTHS = [1440, 375] as const;

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of WIDTHS)
    test.describe(`${colorScheme} at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: width === 375 ? 667 : 900 } });
      for (const path of PAGES)
        test(`${path} reads well`, async ({ signedIn: page }, testInfo) => {
          await page.goto(path);
          expect(new URL(page.url()).pathname, 'signed in').not.toMatch(/^\/sign-in/u);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expect(page.getByRole('status', { name: /loading/iu })).toHaveCount(0);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow, 'no horizontal scroll').toBeLessThanOrEqual(0);
          await page.screenshot({ path: testInfo.outputPath('page.png'), fullPage: true });
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
            .analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
        });
    });
