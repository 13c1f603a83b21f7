import type { Page, TestInfo } from '@playwright/test';
import { looksWell } from './support/looks-well.ts';
import { expect, test, webUrl } from './support/session.ts';

/** The list whose first row leads to a page of one thing. */
const FIRST_OF = {
  'one incident': '/incidents?filter=all',
  'one SLO': '/slos',
  'one runbook': '/runbooks',
} as const;
const EDITED = { 'edit an SLO': '/slos', 'edit a runbook': '/runbooks' } as const;
const PAGES = [
  '/',
  '/incidents',
  '/incidents?filter=all',
  '/approvals',
  '/models',
  '/models/new',
  '/models/new?step=messages&topic=demo.employment.predictions',
  '/models/demo-employment',
  '/models/demo-employment?tab=performance',
  '/models/demo-employment?tab=reference',
  '/models/demo-employment?tab=ingest',
  '/slos',
  '/slos/new',
  '/slos/import',
  '/changes',
  '/runbooks',
  '/runbooks/new',
  '/models/demo-employment?tab=slos',
  '/models/demo-employment?tab=incidents',
  '/models/demo-employment?tab=changes',
  '/models/demo-employment?range=15m&feature=AGEP',
  '/nowhere',
] as const;
const WIDTHS = [1440, 375] as const;

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of WIDTHS)
    test.describe(`${colorScheme} at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: width === 375 ? 667 : 900 } });
      for (const path of PAGES)
        test(`${path} reads well`, async ({ signedIn: page }, testInfo) => {
          await page.goto(path);
          await readsWell(page, testInfo);
        });
      for (const [name, list] of Object.entries(FIRST_OF))
        test(`${name} reads well`, async ({ signedIn: page }, testInfo) => {
          await page.goto(await firstOf(page, list));
          await readsWell(page, testInfo);
        });
      for (const [name, list] of Object.entries(EDITED))
        test(`${name} reads well`, async ({ signedIn: page }, testInfo) => {
          await page.goto(`${await firstOf(page, list)}/edit`);
          await readsWell(page, testInfo);
        });
      for (const path of ['/sign-in', '/sign-in/link?token=unknown'])
        test(`${path} reads well`, async ({ page }, testInfo) => {
          await page.goto(webUrl() + path);
          await looksWell(page, testInfo);
        });
    });

/** The address of what a list shows first; the browser tests before this one have made an incident. */
async function firstOf(page: Page, list: string): Promise<string> {
  await page.goto(list);
  const link = page
    .getByRole('main')
    .locator(`a[href^="${new URL(list, webUrl()).pathname}/"]:not([href$="/new"]):not([href$="/import"])`)
    .first();
  await expect(link).toBeAttached();
  return (await link.getAttribute('href')) ?? '';
}

async function readsWell(page: Page, testInfo: TestInfo): Promise<void> {
  expect(new URL(page.url()).pathname, 'signed in').not.toMatch(/^\/sign-in/u);
  await looksWell(page, testInfo);
}
