import type { Page } from '@playwright/test';
import { expect, test } from './support/session.ts';

/** The heatmap of the demo model, as soon as some windows were judged. */
async function openHeatmap(page: Page) {
  await page.goto('/models/demo-employment?range=15m');
  const grid = page.getByRole('grid');
  await expect(grid).toBeVisible({ timeout: 120_000 });
  return grid;
}

test('a cell of the heatmap opens its own window, and the newest is one press away', async ({ signedIn: page }) => {
  const grid = await openHeatmap(page);
  const box = await grid.boundingBox();
  if (box === null) throw new Error('the heatmap is not shown');
  // Well before the newest column: the stack may not have judged anything by then, and the way back is there all the same.
  await grid.click({ position: { x: box.width * 0.85, y: 6 } });
  await expect(page).toHaveURL(/feature=[^&]+/u);
  await expect(page).toHaveURL(/[?&]at=\d+/u);
  await page.getByRole('button', { name: 'Show the newest' }).click();
  await expect(page).not.toHaveURL(/[?&]at=/u);
  await expect(page.getByText('An earlier window is shown.')).toHaveCount(0);
});

test('the keys choose a window, too', async ({ signedIn: page }) => {
  const grid = await openHeatmap(page);
  await grid.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]at=\d+/u);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/feature=|[?&]at=/u);
});

test('the drawer says what its metrics are', async ({ signedIn: page }) => {
  await openHeatmap(page);
  await page.goto('/models/demo-employment?range=15m&feature=AGEP');
  const explained = page.locator('details', { hasText: 'What these metrics are' });
  await explained.getByText('What these metrics are').click();
  await expect(explained.getByRole('listitem').filter({ hasText: 'PSI' })).toContainText('Formula');
});
