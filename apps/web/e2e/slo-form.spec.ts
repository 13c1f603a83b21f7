import { looksWell } from './support/looks-well.ts';
import { expect, test } from './support/session.ts';

test('an objective is written, saved, changed and copied', async ({ signedIn: page }, testInfo) => {
  await page.goto('/slos/new');
  const form = page.getByRole('form', { name: 'SLO' });
  await form.getByLabel('Model').selectOption('demo-employment');
  await form.getByLabel('Name').fill('Enough answers');
  await form.getByLabel('Measures').selectOption('throughput');
  await form.getByLabel('At least').fill('some');
  await form.getByRole('button', { name: 'Create SLO' }).click();
  await expect(form.getByText('A whole number of predictions.')).toBeVisible();
  await expect(form.getByLabel('At least')).toHaveValue('some');
  await expect(form.getByLabel('At least')).toBeFocused();
  await form.getByLabel('At least').fill('5');
  await form.getByText('Calendar', { exact: true }).click();
  await form.getByLabel('Time zone of the calendar').fill('Europe/Berlin');
  await expect(form.getByRole('button', { name: 'calendar month, Europe/Berlin' })).toBeVisible();
  await looksWell(page, testInfo);
  await form.getByRole('button', { name: 'Create SLO' }).click();
  await expect(page.getByRole('heading', { name: 'Enough answers' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('bring at least 5 predictions by');

  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(form.getByText('nothing changed')).toBeVisible();
  await form.getByLabel('Long window of row 1').fill('2h');
  await form.getByText('Rolling', { exact: true }).click();
  await expect(form.getByText(/^window month \(Europe\/Berlin\) → 30/u)).toBeVisible();
  await expect(form.getByText(/^alerts page 1\u00a0h .* → page 2\u00a0h/u)).toBeVisible();
  await form.getByLabel('Why the change').fill('Two hours are enough');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Two hours are enough')).toBeVisible();

  await page.getByRole('button', { name: 'Enter one…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Enter', exact: true }).click();
  await expect(dialog.getByText('Say why, in a few words.')).toBeVisible();
  await dialog.getByLabel('Why').fill('Broker upgrade');
  await dialog.getByRole('button', { name: 'Enter', exact: true }).click();
  await expect(page.getByText('in maintenance')).toBeVisible();
  await looksWell(page, testInfo);
  await page.getByRole('button', { name: 'End now…' }).click();
  await dialog.getByLabel('Why').fill('Done already');
  await dialog.getByRole('button', { name: 'End now' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('link', { name: 'Duplicate' }).click();
  await expect(form.getByLabel('Name')).toHaveValue('Enough answers, copy');
  await form.getByLabel('Measures').selectOption('availability');
  await form.getByText('good slices', { exact: true }).click();
  await form.getByLabel('Name').fill('enough ANSWERS');
  await form.getByRole('button', { name: 'Create SLO' }).click();
  await expect(form.getByText(/has an SLO called Enough answers already/u)).toBeVisible();
  await expect(form.getByLabel('Measures')).toHaveValue('availability');
  await form.getByLabel('Name').fill('Answers by the slice');
  await form.getByRole('button', { name: 'Create SLO' }).click();
  await expect(page.getByRole('main')).toContainText(/of 5\u00a0min slices at least 95\u00a0% of predictions by/u);
});
