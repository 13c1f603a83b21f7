import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Census } from '../data/load-census.ts';
import { writeDurably } from '../state/write-durably.ts';
import { InitialTraining, RECIPE_VERSION, trainInitially } from './initial-training.ts';

const PREFIX = 'trained-';

/** Trains at the first start and reads the weights at later ones, as long as data and recipe are the same. */
export function loadOrTrain(census: Census, stateDir: string): { training: InitialTraining; fromCache: boolean } {
  const name = `${PREFIX}r${RECIPE_VERSION}-${census.sha256.slice(0, 16)}.json`;
  const file = path.join(stateDir, name);
  const cached = readCached(file);
  if (cached !== null) return { training: cached, fromCache: true };
  const training = trainInitially(census.reference);
  for (const stale of readdirSync(stateDir)) if (stale.startsWith(PREFIX)) rmSync(path.join(stateDir, stale));
  writeDurably(file, JSON.stringify(training));
  return { training, fromCache: false };
}

/** Null when there is nothing that can be used; training again costs seconds. */
function readCached(file: string): InitialTraining | null {
  if (!existsSync(file)) return null;
  try {
    const parsed = InitialTraining.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
