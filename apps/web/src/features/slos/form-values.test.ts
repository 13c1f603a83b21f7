import { describe, expect, it } from 'vitest';
import { SLI_KINDS } from '@leeway/slo';
import {
  withAddedRow,
  withBudgeting,
  withKind,
  withModel,
  withoutRow,
  withParameter,
  withRow,
  withWindow,
} from './change-values.ts';
import { checkValues, draftOf, newValues, percentText, targetShare, valuesOf } from './form-values.ts';
import { fittingEntries, speakableSpec, typedNumber, usualEntries } from './parameter-entries.ts';
import { spanMinutes, spanText } from './typed-span.ts';

const named = (changes: Partial<ReturnType<typeof newValues>> = {}) => ({
  ...newValues('employment'),
  name: 'X',
  ...changes,
});

describe('typed numbers', () => {
  it.each([
    ['99.9', 99.9],
    [' 99,5 ', 99.5],
    ['', Number.NaN],
    ['1e3', Number.NaN],
    ['12x', Number.NaN],
  ])('%j is %d', (text, value) => expect(typedNumber(text)).toBe(value));

  it('goes from per cent to a share and back without dust', () => {
    for (const percent of ['99.9', '99.95', '95', '92.5', '99.999'])
      expect(percentText(targetShare(percent))).toBe(percent);
    expect(targetShare('99.9')).toBe(0.999);
  });
});

describe('what the form holds', () => {
  it('is valid as it opens, once it has a name', () => {
    expect(checkValues(named(), false)).toMatchObject({ errors: {}, document: { modelId: 'employment' } });
  });

  it('comes back from a stored document as it was', () => {
    const { document } = checkValues(withParameter(withKind(named(), 'latency'), 'thresholdMs', 250), false);
    expect(document).not.toBeNull();
    if (document !== null)
      expect(checkValues({ ...valuesOf(document), reason: 'because' }, true).document).toEqual(document);
  });

  it('names each fault by its field and keeps what was typed', () => {
    const values = named({ name: '', target: 'abc', windowDays: '400', minimumBad: '0' });
    expect(Object.keys(checkValues(values, true).errors).toSorted()).toEqual([
      'name',
      'reason',
      'spec.alerting.minimumBad',
      'target',
      'windowDays',
    ]);
    expect(values.target).toBe('abc');
  });

  it('refuses a row that cannot fire but can still be previewed', () => {
    const values = named({ target: '90', rows: newValues('m').rows });
    const { errors, document } = checkValues(values, false);
    expect(document).toBeNull();
    expect(errors['spec.alerting.rows.0.burnAbove']).toContain("This row can't fire.");
    expect(draftOf(values)).not.toBeNull();
    expect(checkValues(withoutRow(values, 0), false).document?.spec.alerting.rows).toHaveLength(3);
    expect(checkValues(withRow(values, 0, { burnAbove: '7' }), false).errors).toEqual({});
  });
});

describe('what the budget counts', () => {
  it('is saved as it is shown, comes back, and brings its least number', () => {
    const slices = withBudgeting(named(), { method: 'timeslices', sliceTarget: '99.5' });
    expect([named().minimumBad, slices.minimumBad]).toEqual(['10', '1']);
    const { document } = checkValues(slices, false);
    expect(document?.spec.budgeting).toEqual({ method: 'timeslices', sliceMinutes: 5, sliceTarget: 0.995 });
    if (document !== null)
      expect(checkValues({ ...valuesOf(document), reason: 'because' }, true).document).toEqual(document);
    expect(withBudgeting(slices, { method: 'occurrences' }).minimumBad).toBe('10');
    expect(checkValues(withKind(slices, 'drift'), false).document?.spec).not.toHaveProperty('budgeting');
    const wrong = withBudgeting(slices, { sliceTarget: '200' });
    expect(checkValues(wrong, false).errors).toEqual({ 'spec.budgeting.sliceTarget': 'At most 100 %.' });
  });
});

describe('rows of the policy', () => {
  it.each([
    ['5m', 5],
    ['1 h', 60],
    ['1,5h', 90],
    ['3d', 4_320],
    ['90', 90],
    ['', Number.NaN],
    ['soon', Number.NaN],
  ])('%j is %d min', (text, minutes) => expect(spanMinutes(text)).toBe(minutes));

  it('reads spans back as they are written', () => {
    for (const minutes of [1, 5, 60, 90, 360, 1_440, 4_320]) expect(spanMinutes(spanText(minutes))).toBe(minutes);
  });

  it('names what is wrong with a row at its field, and keeps it', () => {
    const wrong = withRow(named(), 0, { long: 'an hour', wait: '2d' });
    expect(Object.keys(checkValues(wrong, false).errors).toSorted()).toEqual([
      'spec.alerting.rows.0.forMinutes',
      'spec.alerting.rows.0.longMinutes',
    ]);
    expect(wrong.rows[0]?.long).toBe('an hour');
    const turned = withRow(named(), 0, { short: '2h' });
    expect(checkValues(turned, false).errors).toMatchObject({
      'spec.alerting.rows.0.shortMinutes': 'The short window must be shorter than the long one.',
    });
  });

  it('takes a row more, and one that waits', () => {
    const added = withRow(withAddedRow(withoutRow(named(), 2)), 3, { wait: '10m', severity: 'page' });
    expect(checkValues(added, false).document?.spec.alerting.rows.at(-1)).toEqual({
      severity: 'page',
      longMinutes: 1_440,
      shortMinutes: 120,
      burnAbove: 3,
      forMinutes: 10,
    });
  });
});

describe('parameters of a kind', () => {
  it.each(SLI_KINDS)('%s: as the form opens it, it can be saved and comes back', (kind) => {
    const { document, errors } = checkValues(withKind(named(), kind), false);
    expect(errors).toEqual({});
    if (document !== null)
      expect(checkValues({ ...valuesOf(document), reason: 'because' }, true).document).toEqual(document);
  });

  it('names a fault by its field, keeps what was typed and goes on speaking', () => {
    const typed = withParameter(withKind(named(), 'performanceFloor'), 'bound', 'much');
    expect(Object.keys(checkValues(typed, false).errors)).toEqual(['spec.bound']);
    expect(typed.parameters.performanceFloor?.['bound']).toBe('much');
    expect(speakableSpec('performanceFloor', typed.parameters.performanceFloor ?? {})).toMatchObject({ bound: 0.8 });
    const beyond = withParameter(withKind(named(), 'performanceFloor'), 'bound', '80');
    expect(checkValues(beyond, false).errors).toEqual({ 'spec.bound': 'This metric is 0 to 1.' });
  });

  it('takes a metric that the model has', () => {
    const usual = usualEntries('performanceFloor');
    expect(fittingEntries('performanceFloor', usual, 'binary')).toEqual(usual);
    expect(fittingEntries('performanceFloor', usual, 'regression')).toMatchObject({ metric: 'mae', bound: '0.8' });
    const model = { id: 'price', task: 'regression' as const };
    expect(withModel(withKind(named(), 'performanceFloor'), model)).toMatchObject({
      modelId: 'price',
      parameters: { performanceFloor: { metric: 'mae' } },
    });
  });
});

describe('changing the form', () => {
  it('lets untouched rows follow the window and keeps those that were set', () => {
    const values = named();
    expect(withWindow(values, { windowDays: '7' }).rows.map((row) => row.burnAbove)).toEqual([
      '13.44',
      '3.5',
      '1.4',
      '0.98',
    ]);
    const edited = withRow(values, 1, { burnAbove: '4' });
    expect(withWindow(edited, { windowDays: '7' }).rows).toEqual(edited.rows);
  });

  it('goes to a calendar and back, and saves what it shows', () => {
    const calendar = { unit: 'month' as const, zone: 'Europe/Berlin' };
    const values = withWindow(named(), { calendar });
    expect(checkValues(values, false).document).toMatchObject({ windowDays: 30, calendar });
    expect(withWindow(values, { calendar: null })).toEqual(named());
    const nowhere = withWindow(values, { calendar: { unit: 'month', zone: 'Europe/Nowhere' } });
    expect(Object.keys(checkValues(nowhere, false).errors)).toEqual(['calendar.zone']);
    expect(draftOf(nowhere)).toBeNull();
    const hours = withWindow(named(), { windowDays: '0.5' });
    expect(checkValues(hours, false)).toMatchObject({ errors: {}, document: { windowDays: 0.5 } });
  });

  it('brings the usual target of a kind, unless it was set', () => {
    expect(withKind(named(), 'latency').target).toBe('95');
    expect(withKind(named({ target: '99.5' }), 'latency').target).toBe('99.5');
  });

  it('finds parameters again after looking at another kind', () => {
    const set = withParameter(withKind(named(), 'latency'), 'thresholdMs', 500);
    expect(checkValues(withKind(withKind(set, 'drift'), 'latency'), false).document?.spec).toMatchObject({
      thresholdMs: 500,
    });
  });
});
