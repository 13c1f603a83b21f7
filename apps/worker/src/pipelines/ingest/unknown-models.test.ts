import { expect, it } from 'vitest';
import { UnknownModels } from './unknown-models.ts';

function create() {
  const state = { nowMs: 1_000, reloads: 0 };
  const unknown = new UnknownModels(
    async () => {
      state.reloads += 1;
    },
    () => state.nowMs,
  );
  return { state, unknown };
}

it('asks once for an id, and again after a while', async () => {
  const { state, unknown } = create();
  expect(unknown.mayRefuse('a')).toBe(false);
  await unknown.ask('a');
  expect([unknown.mayRefuse('a'), unknown.mayRefuse('b')]).toEqual([true, false]);
  state.nowMs += 5_000;
  expect(unknown.mayRefuse('a')).toBe(false);
  expect(state.reloads).toBe(1);
});

it('is not held up by a flood of made-up ids', async () => {
  const { state, unknown } = create();
  for (let id = 0; id < 1_000; id += 1) if (!unknown.mayRefuse(`made-up-${id}`)) await unknown.ask(`made-up-${id}`);
  expect(state.reloads).toBe(20);
  state.nowMs += 5_000;
  expect(unknown.mayRefuse('made-up-999')).toBe(false);
});
