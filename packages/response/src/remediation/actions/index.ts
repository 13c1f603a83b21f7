import type { CommandAction } from '@leeway/contracts';
import type { ActionDefinition } from '../action-definition.ts';
import { adjustThreshold } from './adjust-threshold.ts';
import { fallBack } from './fall-back.ts';
import { pause } from './pause.ts';
import { retrain } from './retrain.ts';
import { setPipeline } from './set-pipeline.ts';
import { setVersion } from './set-version.ts';
import { shiftTraffic } from './shift-traffic.ts';

/** Every action that Leeway can propose. A new one: one file here, one line below, its parameters in contracts. */
export const ACTIONS = {
  'set-version': setVersion,
  'set-pipeline': setPipeline,
  'shift-traffic': shiftTraffic,
  'fall-back': fallBack,
  'adjust-threshold': adjustThreshold,
  retrain,
  pause,
} as const satisfies { [A in CommandAction]: ActionDefinition<A> };

/** The definition without its parameters' type: for rows that come from the store, whose parameters are parsed first. */
export function actionDefinition(action: CommandAction): ActionDefinition<CommandAction> {
  return ACTIONS[action];
}

export function isAction(text: string): text is CommandAction {
  return Object.hasOwn(ACTIONS, text);
}
