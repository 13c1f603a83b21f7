import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withAnswer, type AnsweredCommand } from './demo-state.ts';
import { initialServing, nextRetrainedVersion, withVersion, type ServingState } from './serving-state.ts';
import { openStateStore } from './state-store.ts';

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'demo-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const entry = (version: string, kind: 'initial' | 'retrained' | 'slow' = 'initial') => ({
  version,
  trainedOn: '',
  createdAtMs: 1,
  kind,
});
const fresh = initialServing([entry('v1'), entry('v2')], 'v2');

describe('versions', () => {
  it('stand in the order of their numbers, whenever they were added', () => {
    const serving = withVersion(withVersion(fresh, entry('v4', 'retrained')), entry('v3', 'slow'));
    expect(serving.versions.map(({ version }) => version)).toEqual(['v1', 'v2', 'v3', 'v4']);
  });

  it('leave v3 to the slow release and never reuse the number of the newest', () => {
    expect(nextRetrainedVersion(fresh)).toBe('v4');
    expect(nextRetrainedVersion(withVersion(fresh, entry('v11', 'retrained')))).toBe('v12');
  });

  it('stay few: the oldest retrained one without traffic goes', () => {
    let serving: ServingState = fresh;
    for (let number = 4; number < 40; number += 1) serving = withVersion(serving, entry(`v${number}`, 'retrained'));
    expect(serving.versions).toHaveLength(24);
    expect(serving.versions.slice(0, 3).map(({ version }) => version)).toEqual(['v1', 'v2', 'v18']);
    expect(serving.versions.at(-1)?.version).toBe('v39');
  });
});

describe('withAnswer', () => {
  const answer = (index: number, notAfterMs: number): AnsweredCommand => ({
    remediationId: `R${index}`,
    notAfterMs,
    result: '',
  });

  it('forgets only what is old and could not be carried out any more', () => {
    let answered: AnsweredCommand[] = [answer(0, 9_999)];
    for (let index = 1; index <= 700; index += 1) answered = withAnswer(answered, answer(index, 50), 100);
    expect(answered).toHaveLength(501);
    expect(answered[0]?.remediationId).toBe('R0');
    expect(answered.at(-1)?.remediationId).toBe('R700');
  });
});

describe('openStateStore', () => {
  it('keeps what was committed, and nothing besides', () => {
    const folder = newFolder();
    const store = openStateStore(folder, fresh);
    store.commit({ ...store.current(), nextAutoplay: 7 });
    expect(openStateStore(folder, fresh).current()).toEqual({ ...store.current(), nextAutoplay: 7 });
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('does not begin anew over a file that it can not read', () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, 'state.json'), '{"format":1');
    expect(() => openStateStore(folder, fresh)).toThrow("state.json can't be read");
  });
});
