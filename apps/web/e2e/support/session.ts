import { existsSync } from 'node:fs';
import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';

export const ADMIN = { name: 'Ada Stroem', email: 'ada@example.test', password: 'a-long-enough-passphrase-7' };

function fromStack(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error('the stack is not running');
  return value;
}

const stateFile = () => fromStack('E2E_SESSION_FILE');
export const webUrl = () => fromStack('E2E_WEB_URL');

/** Creates the first administrator by the printed link, once a stack, and keeps the session. */
async function createAdministrator(browser: Browser): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(fromStack('E2E_SIGN_IN_LINK'));
  await page.getByLabel('Name').fill(ADMIN.name);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: /create/iu }).click();
  // Not the heading: the form that was just sent has one too, and then the kept session would be none.
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await context.storageState({ path: stateFile() });
  await context.close();
}

/** A browser that is signed in as the administrator. */
export async function signedInContext(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  if (!existsSync(stateFile())) await createAdministrator(browser);
  return browser.newContext({ storageState: stateFile(), baseURL: webUrl(), ...options });
}

export const test = base.extend<{ signedIn: Page }>({
  signedIn: async ({ browser, viewport, colorScheme }, use) => {
    const context = await signedInContext(browser, { viewport, colorScheme });
    const page = await context.newPage();
    await use(page);
    await context.close();
  },
});
export { expect };
