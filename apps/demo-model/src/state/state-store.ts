import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DemoState } from './demo-state.ts';
import type { ServingState } from './serving-state.ts';
import { writeDurably } from './write-durably.ts';

/** The one owner of the state: reads are current, a commit is on the disk when it returns. */
export type StateStore = {
  current(): DemoState;
  commit(next: DemoState): void;
};

/** Reads state.json of the folder, or begins with `fresh`. A file that can't be read is an error to be seen. */
export function openStateStore(stateDir: string, fresh: ServingState): StateStore {
  const file = path.join(stateDir, 'state.json');
  let state = existsSync(file) ? readState(file) : freshState(fresh);
  return {
    current: () => state,
    commit(next) {
      writeDurably(file, JSON.stringify(next));
      state = next;
    },
  };
}

function readState(file: string): DemoState {
  try {
    return DemoState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file} can't be read; repair it, or move it away to begin anew`, { cause: error });
  }
}

function freshState(serving: ServingState): DemoState {
  return {
    format: 1,
    serving,
    scenario: null,
    lastScenario: null,
    nextAutoplay: 0,
    answered: [],
    outbox: [],
  };
}
