import { ADMIN, signedInContext, test as signedInTest, webUrl } from './support/session.ts';
import { expect, test } from '@playwright/test';

const PAGES = ['/', '/incidents/1?x=1', '/approvals', '/models/demo-employment', '/slos/new', '/runbooks', '/nowhere'];

test.describe('without a session', () => {
  for (const path of PAGES)
    test(`${path} leads to the sign-in page and knows the way back`, async ({ page }) => {
      await page.goto(webUrl() + path);
      await expect(page).toHaveURL(/\/sign-in/u);
      const next = new URL(page.url()).searchParams.get('next');
      expect(next ?? '/').toBe(path);
      await expect(page.getByLabel('Password')).toBeVisible();
    });

  test('a forged session cookie gets nobody past a page', async ({ browser }) => {
    const context = await browser.newContext();
    await context.addCookies([{ name: 'leeway.session_token', value: 'forged.signature', url: webUrl() }]);
    const page = await context.newPage();
    await page.goto(`${webUrl()}/incidents`);
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fincidents/u);
    await context.close();
  });

  test('procedures refuse', async ({ request }) => {
    for (const path of ['overview.get', 'me.get', 'models.list', 'live.changes']) {
      const answer = await request.get(`${webUrl()}/api/trpc/${path}`);
      expect([401, 200]).toContain(answer.status());
      expect(await answer.text()).toContain('Sign in first.');
    }
  });

  test('nobody signs up, and a wrong password says no more than that', async ({ request }) => {
    const origin = webUrl();
    const signUp = await request.post(`${origin}/api/auth/sign-up/email`, {
      headers: { origin },
      data: { name: 'Eve', email: 'eve@example.test', password: 'a-long-enough-passphrase' },
    });
    expect(signUp.status()).toBe(404);
    const signIn = await request.post(`${origin}/api/auth/sign-in/email`, {
      headers: { origin },
      data: { email: 'nobody@example.test', password: 'a-long-enough-passphrase' },
    });
    expect(signIn.status()).toBe(401);
    expect(await signIn.text()).toContain('Invalid email or password');
  });

  test('a link that is not known says so and offers the other way', async ({ page }) => {
    await page.goto(`${webUrl()}/sign-in/link?token=${'a'.repeat(43)}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work');
    await page.getByRole('link', { name: 'Sign in with a password' }).click();
    await expect(page).toHaveURL(/\/sign-in$/u);
  });
});

test('pages forbid foreign scripts and frames', async ({ request }) => {
  const answer = await request.get(`${webUrl()}/sign-in`);
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/u);
  expect(/script-src[^;]*unsafe-inline/u.test(policy)).toBe(false);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  const again = await request.get(`${webUrl()}/sign-in`);
  expect(again.headers()['content-security-policy']).not.toBe(policy);
});

signedInTest('another site cannot act with the cookie', async ({ signedIn }) => {
  const url = `${webUrl()}/api/trpc/incidents.acknowledge`;
  const body = JSON.stringify({ json: { id: '00000000-0000-4000-8000-000000000000' } });
  const post = (headers: Record<string, string>) => signedIn.request.post(url, { headers, data: body });
  expect((await post({ 'content-type': 'application/json', origin: 'https://evil.example' })).status()).toBe(403);
  expect((await post({ 'content-type': 'application/json' })).status()).toBe(403);
  expect((await post({ 'content-type': 'text/plain', origin: webUrl() })).status()).toBe(415);
  expect((await post({ 'content-type': 'application/json', origin: webUrl() })).status()).toBe(404);
});

signedInTest('a sent-back path never leaves the site', async ({ signedIn }) => {
  await signedIn.goto(`${webUrl()}/sign-in?next=${encodeURIComponent('//evil.example/')}`);
  await expect(signedIn).toHaveURL(`${webUrl()}/`);
});

signedInTest('a session that was signed out is worth nothing', async ({ signedIn, browser }) => {
  // The shared session is only what makes sure that the administrator exists.
  await signedIn.goto(`${webUrl()}/`);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${webUrl()}/sign-in?next=/runbooks`);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${webUrl()}/runbooks`);
  const cookies = await context.cookies();
  expect(cookies.find((cookie) => cookie.name.endsWith('session_token'))).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
  });
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/u);
  await context.addCookies(cookies);
  await page.goto(`${webUrl()}/runbooks`);
  await expect(page).toHaveURL(/\/sign-in\?next=%2Frunbooks/u);
  await context.close();
});

signedInTest(
  'the keyboard alone goes from home to an incident list, a runbook and back',
  async ({ signedIn: page }) => {
    await page.goto(`${webUrl()}/`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await page.keyboard.type('gi');
    await expect(page).toHaveURL(/\/incidents$/u);
    await page.keyboard.type('gr');
    await expect(page).toHaveURL(/\/runbooks$/u);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/runbook/u);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/runbooks\/.+/u);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/find/iu).fill('Home');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`${webUrl()}/`);
  },
);

signedInTest('a runbook that somebody else saved meanwhile keeps what was typed', async ({ browser }) => {
  const [mine, theirs] = await Promise.all([signedInContext(browser), signedInContext(browser)]);
  const [me, other] = [await mine.newPage(), await theirs.newPage()];
  const id = `e2e-${Date.now()}`;
  await me.goto('/runbooks/new');
  await me.getByLabel('Title').fill('Made by a test');
  await me.getByLabel('Id').fill(id);
  await me.getByRole('button', { name: 'Save' }).click();
  await expect(me).toHaveURL(new RegExp(`/runbooks/${id}$`, 'u'));
  await me.goto(`/runbooks/${id}/edit`);
  await other.goto(`/runbooks/${id}/edit`);
  await me.getByLabel('Text').fill('What I typed.');
  await other.getByLabel('Text').fill('What they typed.');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other).toHaveURL(new RegExp(`/runbooks/${id}$`, 'u'));
  await expect(me.getByText('changed meanwhile')).toBeVisible();
  await expect(me.getByLabel('Text')).toHaveValue('What I typed.');
  await me.getByRole('button', { name: 'I have read it' }).click();
  await me.getByRole('button', { name: 'Save' }).click();
  await expect(me.getByText('What I typed.')).toBeVisible();
  await me.getByRole('link', { name: '2', exact: true }).click();
  await expect(me.getByText('What they typed.')).toBeVisible();
  await Promise.all([mine.close(), theirs.close()]);
});
