import type { ScenarioName } from '../state/demo-state.ts';
import { brokenFeed } from './broken-feed.ts';
import { populationShift } from './population-shift.ts';
import type { ScenarioDefinition } from './scenario-definition.ts';
import { slowRelease } from './slow-release.ts';

/** In the order in which they are played. */
export const SCENARIOS = {
  'broken-feed': brokenFeed,
  'slow-release': slowRelease,
  'population-shift': populationShift,
} as const satisfies Record<ScenarioName, ScenarioDefinition>;
