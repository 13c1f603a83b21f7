import { expect, it } from 'vitest';
import { runStages, type StageWatch } from './run-stages.ts';
import { FAILED, PASSED, type Stage, type StageContext } from './stage.ts';

function context(signal = new AbortController().signal): StageContext {
  return { rootDir: '/', logDir: '/', signal };
}

function watch(onDone: StageWatch['onDone'] = () => undefined): StageWatch {
  return { during: (_, work) => work(), onDone };
}

function stage(name: string, extra: Partial<Stage> = {}): Stage {
  return { name, run: () => Promise.resolve({ counts: PASSED, output: '' }), ...extra };
}

it('goes on after a failure, and does not run what needs the failed stage', async () => {
  const reports: string[] = [];
  let ran = false;
  const counts = await runStages(
    [
      stage('lint', { run: () => Promise.resolve({ counts: FAILED, output: 'x' }) }),
      stage('build', { run: () => Promise.reject(new Error('boom')) }),
      stage('unit'),
      stage('browser', {
        needs: ['build'],
        run: () => {
          ran = true;
          return Promise.resolve({ counts: PASSED, output: '' });
        },
      }),
    ],
    context(),
    watch(({ name, outcome }) =>
      reports.push(`${name} ${outcome.counts.failed} ${outcome.output.split('\n')[0] ?? ''}`),
    ),
  );
  expect(counts).toEqual({ passed: 1, failed: 3, skipped: 0 });
  expect(ran).toBe(false);
  expect(reports).toEqual(['lint 1 x', 'build 1 Error: boom', 'unit 0 ', 'browser 1 not run, because build failed']);
});

it('runs neighbours side by side only when both say so', async () => {
  let running = 0;
  let most = 0;
  const slow = async (): Promise<{ counts: typeof PASSED; output: string }> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return { counts: PASSED, output: '' };
  };
  await runStages([stage('a', { run: slow }), stage('b', { run: slow })], context(), watch());
  expect(most).toBe(1);
  const together = { run: slow, together: true };
  await runStages([stage('a', together), stage('b', together)], context(), watch());
  expect(most).toBe(2);
});

it('stops at once when it is told to', async () => {
  const stop = new AbortController();
  const outcome = runStages(
    [
      stage('first', {
        run: () => {
          stop.abort(new Error('stopped by SIGINT'));
          return Promise.resolve({ counts: PASSED, output: '' });
        },
      }),
      stage('second'),
    ],
    context(stop.signal),
    watch(),
  );
  await expect(outcome).rejects.toThrow('stopped by SIGINT');
});
