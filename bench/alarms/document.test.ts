import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PICTURES, RESULTS } from './bench-alarms.ts';
import type { AlarmReport } from './report.ts';
import { withSections } from './sections.ts';

const DOCS = path.join(import.meta.dirname, '../../docs');
const report = JSON.parse(readFileSync(RESULTS, 'utf8')) as AlarmReport;

test('the tables of the document are those of the results', () => {
  const document = readFileSync(path.join(DOCS, 'alarms.md'), 'utf8');
  expect(withSections(document, report)).toBe(document);
});

test.each(Object.entries(PICTURES))('the picture %s is drawn from the results', (name, draw) => {
  expect(draw(report)).toBe(readFileSync(path.join(DOCS, 'pictures', name), 'utf8'));
});

test('the committed results keep the alert budget, pooled over all rates', () => {
  expect(report.plan).toBe('full');
  for (const choice of ['several', 'one hour'] as const) {
    const seen = report.calm.reduce((sum, { falseAlerts }) => sum + (falseAlerts[choice] ?? 0), 0);
    const weeks = report.calm.reduce((sum, { modelWeeks }) => sum + modelWeeks, 0);
    expect(weeks).toBeGreaterThanOrEqual(4 * 8);
    expect(seen / weeks).toBeLessThanOrEqual(0.5);
  }
});
