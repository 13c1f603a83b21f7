import type { Locator, Page } from '@playwright/test';
import { TOPICS } from '@leeway/contracts';
import { countMessages } from '@leeway/testing';
import { demoState, startScenario, stopScenario } from './support/demo-model.ts';
import { expect, signedInContext, test } from './support/session.ts';

const OPENS_WITHIN_MS = 90_000;
const RECOVERS_WITHIN_MS = 240_000;

test.describe.configure({ mode: 'serial', timeout: 600_000 });

async function waitForCalm(page: Page): Promise<void> {
  await page.goto('/models/demo-employment');
  await expect(page.getByText('ok', { exact: true }).first()).toBeVisible({ timeout: RECOVERS_WITHIN_MS });
}

test('a broken feed is found, explained, cured by an approval, and verified', async ({ signedIn: page }) => {
  await waitForCalm(page);
  const before = await demoState();
  await page.goto('/incidents');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('0 incidents open');

  await startScenario('broken-feed');
  await expect.poll(async () => (await demoState()).pipeline).not.toBe(before.pipeline);

  // The list fills without a reload.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 incident open', { timeout: OPENS_WITHIN_MS });
  await page.getByRole('table').getByRole('link').first().click();

  const evidence = page.getByRole('region', { name: 'Evidence' });
  await expect(evidence.getByRole('link', { name: 'AGEP', exact: true })).toBeVisible();
  await expect(evidence.getByRole('link', { name: 'SCHL', exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: /Related change/u })).toContainText(/pipeline/iu);

  const slip = page.getByRole('region', { name: /Remediation R-/u });
  await expect(slip).toContainText(before.pipeline);
  const passage = slip.getByRole('list', { name: 'State' });
  await expect(passage).toHaveAttribute('data-state', 'proposed');
  const seen = recordStates(page);
  await approveWith([page], (button) => button.click({ timeout: 5_000 }));

  await expect.poll(async () => (await demoState()).pipeline, { timeout: 30_000 }).toBe(before.pipeline);
  await expect(passage).toHaveAttribute('data-state', 'verifying', { timeout: 30_000 });
  await expect(page.locator('[data-state="succeeded"]')).toBeAttached({ timeout: RECOVERS_WITHIN_MS });
  expect(await seen()).toEqual(expect.arrayContaining(['verifying', 'succeeded']));
  await expect(page.getByTestId('incident-state')).toContainText('mitigated');

  const steps = page.locator('[data-state="succeeded"] li');
  await expect(steps).toContainText(['Pending', 'Sent', 'Running', 'Verifying', 'Succeeded']);

  await waitForCalm(page);
});

/** The states that the page showed, in order, as the server reported them. */
function recordStates(page: Page): () => Promise<string[]> {
  void page.evaluate(() => {
    const states: string[] = [];
    (window as unknown as { passageStates: string[] }).passageStates = states;
    const look = () => {
      const state = document.querySelector('[data-state]')?.getAttribute('data-state');
      if (state && states.at(-1) !== state) states.push(state);
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, attributes: true, childList: true });
  });
  return () => page.evaluate(() => (window as unknown as { passageStates: string[] }).passageStates);
}

test('a rejection needs a reason and leaves the model as it is', async ({ signedIn: page }) => {
  await waitForCalm(page);
  // By the panel this time, as somebody who looks at the demo would.
  await page.goto('/');
  await page.getByRole('button', { name: 'Begin Broken feed' }).click();
  await expect(page.getByText(/Playing Broken feed/u)).toBeVisible();
  const broken = await demoState();
  expect(broken.scenario?.name).toBe('broken-feed');
  await page.goto('/incidents');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 incident open', { timeout: OPENS_WITHIN_MS });
  await page.getByRole('table').getByRole('link').first().click();
  // All that moves has joined the evidence: the proposal stays as it is from here on.
  const evidence = page.getByRole('region', { name: 'Evidence' });
  for (const feature of ['AGEP', 'SCHL', 'prediction'])
    await expect(evidence.getByRole('link', { name: feature, exact: true })).toBeVisible({ timeout: 60_000 });
  const slip = page.getByRole('region', { name: /Remediation R-/u }).first();
  await slip.getByRole('button', { name: 'Reject…' }).click();
  await slip.getByRole('button', { name: 'Reject proposal' }).click();
  await expect(slip.getByText('Say why, in a few words at least')).toBeVisible();
  await slip.getByLabel('Reason').fill('p1 lacks the hot fix of this morning <script>alert(1)</script>');
  await slip.getByRole('button', { name: 'Reject proposal' }).click();
  await expect(page.locator('[data-state="rejected"]')).toBeAttached();
  await expect(page.getByText('p1 lacks the hot fix of this morning', { exact: false }).first()).toBeVisible();
  const after = await demoState();
  expect(after.pipeline).toBe(broken.pipeline);
  expect(after.version).toBe(broken.version);
});

test('a double click and two browsers at once make exactly one command', async ({ browser }) => {
  await stopScenario();
  const first = await signedInContext(browser);
  const second = await signedInContext(browser);
  const [a, b] = await Promise.all([first.newPage(), second.newPage()]);
  await waitForCalm(a);
  await resolveOpenIncidents(a);
  await startScenario('broken-feed');
  await a.goto('/incidents');
  await expect(a.getByRole('heading', { level: 1 })).toHaveText('1 incident open', { timeout: OPENS_WITHIN_MS });
  await a.getByRole('table').getByRole('link').first().click();
  await a.waitForURL(/\/incidents\/\d+/u);
  await b.goto(a.url());
  const commandsBefore = await commandsSent();
  await approveWith([a, b], (button) => button.dblclick({ timeout: 5_000 }));
  await expect(a.locator('[data-state="succeeded"]')).toBeAttached({ timeout: RECOVERS_WITHIN_MS });
  expect(await commandsSent()).toBe(commandsBefore + 1);
  await b.reload();
  await expect(b.getByRole('region', { name: 'Timeline' }).getByText(/ approved R-\d+:/u)).toHaveCount(1);
  await first.close();
  await second.close();
});

function commandsSent(): Promise<number> {
  return countMessages((process.env['E2E_KAFKA_BROKERS'] ?? '').split(','), TOPICS.remediations);
}

/**
 * Both steps of an approval on each page, the last clicks at once. A feature that joins the evidence meanwhile voids
 * what was seen, as it should; then a person looks again and decides on the new content.
 */
async function approveWith(pages: Page[], press: (button: Locator) => Promise<void>): Promise<void> {
  await expect(async () => {
    for (const page of pages) {
      const slip = page.getByRole('region', { name: /Remediation R-/u }).first();
      const offer = slip.getByRole('button', { name: 'Approve…' });
      if (await offer.isVisible()) await offer.click();
    }
    const buttons = pages.map((page) => page.getByRole('button', { name: 'Approve now' }));
    // The loser's button is gone as soon as the winner's decision reaches its page.
    await Promise.all(buttons.map((button) => press(button).catch(() => undefined)));
    const state = pages[0]?.locator('[data-state]').first();
    if (state !== undefined) await expect(state).not.toHaveAttribute('data-state', 'proposed', { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
}

/** Until the list of unresolved incidents is empty: each would take the next drift for its own. */
async function resolveOpenIncidents(page: Page): Promise<void> {
  for (;;) {
    await page.goto('/incidents');
    const table = page.getByRole('table');
    const allClear = page.getByText('Nothing is on fire');
    await expect(table.or(allClear)).toBeVisible();
    if (await allClear.isVisible()) return;
    await table.getByRole('link').first().click();
    await page.getByRole('button', { name: 'Resolve…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await expect(page.getByTestId('incident-state')).toContainText('resolved');
  }
}
