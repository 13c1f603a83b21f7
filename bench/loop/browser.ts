import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { RunningStack } from '@leeway/testing';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** A signed-in browser that approves as a person does: two steps, then the clock starts at the last click. */
export async function openBrowser(stack: RunningStack) {
  const browser = await chromium.launch({
    ...(existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  const page = await browser.newPage();
  await page.goto(stack.signInLink);
  await page.getByLabel('Name').fill('Bench');
  await page.getByLabel('E-mail').fill('bench@example.test');
  await page.getByLabel('Password', { exact: true }).fill('a-long-enough-passphrase-7');
  await page.getByRole('button', { name: /create/iu }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return {
    approve: async (incidentNumber: number): Promise<number> => {
      await page.goto(`${stack.webUrl}/incidents/${incidentNumber}`);
      const slip = page.getByRole('region', { name: /Remediation R-/u }).first();
      await slip.getByRole('button', { name: 'Approve…' }).click();
      const button = slip.getByRole('button', { name: 'Approve now' });
      await button.waitFor();
      const clickedAtMs = Date.now();
      await button.click();
      return clickedAtMs;
    },
    close: () => browser.close(),
  };
}
