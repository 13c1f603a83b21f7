import { CommandParameters } from '@leeway/contracts';
import type { ActionDefinition } from '../action-definition.ts';
import { servedSince } from './served-since.ts';

/** Rows to train on: enough for some hundred coefficients. All of them must be from after the shift began. */
export const RETRAIN_ROWS = 5_000;

export const retrain: ActionDefinition<'retrain'> = {
  parameters: CommandParameters.retrain,
  risk: 'high',
  answerWithinMs: 10 * 60_000,
  title: ({ recentRows }) =>
    `Retrain on the last ${recentRows.toLocaleString('en-US').replaceAll(',', ' ')} labelled rows`,
  suggest: (_state, { labelledSinceBegan }) =>
    labelledSinceBegan < RETRAIN_ROWS
      ? {
          ok: false,
          reason: `Retraining needs ${RETRAIN_ROWS} labelled rows from after it began; fewer are there yet.`,
        }
      : { ok: true, parameters: { recentRows: RETRAIN_ROWS } },
  after: (_parameters, state) => ({
    ...state,
    version: 'a new version',
    traffic: { ...Object.fromEntries(Object.keys(state.traffic).map((name) => [name, 0])), 'a new version': 1 },
  }),
  extraRows: (_parameters, { referenceId }) => [
    {
      label: 'Reference',
      before: referenceId ?? 'none',
      after: 'frozen anew from traffic after the change',
      changes: true,
    },
  ],
  notUndone: servedSince,
  verification: () => 'quality',
  ifItFails: 'The earlier version can be set again; the earlier reference stays stored and can be made active again.',
};
