import { describe, expect, it } from 'vitest';
import { playwrightCounts, sumCounts, vitestCounts, withExitCode } from './check-counts.ts';

function vitestReport(files: { status: string; assertionResults: { status: string }[] }[]): object {
  const all = files.flatMap(({ assertionResults }) => assertionResults);
  const count = (status: string): number => all.filter((assertion) => assertion.status === status).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    testResults: files,
  };
}

describe('vitestCounts', () => {
  it('counts tests', () => {
    const report = vitestReport([
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'pending' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
    ]);
    expect(vitestCounts(report)).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });

  it('counts a file that did not load as a failure', () => {
    const report = vitestReport([
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ]);
    expect(vitestCounts(report)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
});

describe('playwrightCounts', () => {
  it('takes a flaky test and a broken set-up for failures', () => {
    const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightCounts({ stats, errors: [{ message: 'no stack' }] })).toEqual({
      passed: 7,
      failed: 3,
      skipped: 2,
    });
  });
});

it('never takes a command that ended badly for a success', () => {
  const counts = { passed: 3, failed: 0, skipped: 0 };
  expect(withExitCode(counts, 0)).toEqual(counts);
  expect(withExitCode(counts, 1)).toEqual({ ...counts, failed: 1 });
  expect(withExitCode({ ...counts, failed: 2 }, 1)).toEqual({ ...counts, failed: 2 });
  expect(withExitCode(counts, null)).toEqual({ ...counts, failed: 1 });
});

it('adds stages up', () => {
  expect(sumCounts([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(
    sumCounts([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ]),
  ).toEqual({ passed: 11, failed: 22, skipped: 33 });
});
