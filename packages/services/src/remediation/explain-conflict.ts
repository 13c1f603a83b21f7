import { actorName, type Actor, type RemediationState } from '@leeway/response';
import type { RemediationModel } from '@leeway/store';
import { ServiceError } from '../errors.ts';

function utcTime(at: Date | null): string {
  return at === null ? 'earlier' : `at ${at.toISOString().slice(11, 19)} UTC`;
}

/** Tells the one who lost a race who decided what and when, or what else ended the proposal. */
export function explainConflict(
  row: Pick<RemediationModel, 'number' | 'state' | 'decidedAt' | 'decidedBy' | 'finishedAt' | 'expiresAt'>,
  now: Date,
): ServiceError {
  const name = `R-${row.number}`;
  const state = row.state as RemediationState;
  const by = row.decidedBy === null ? 'Somebody' : actorName(row.decidedBy as Actor);
  switch (state) {
    case 'proposed':
      return now >= row.expiresAt
        ? new ServiceError('conflict', `${name} expired ${utcTime(row.expiresAt)}; nothing was sent.`)
        : new ServiceError('conflict', `${name} has changed since you opened it. Look at it again, then decide.`);
    case 'rejected':
      return new ServiceError('conflict', `${by} rejected ${name} ${utcTime(row.decidedAt)}.`);
    case 'expired':
      return new ServiceError(
        'conflict',
        `${name} expired ${utcTime(row.finishedAt ?? row.expiresAt)}; nothing was sent.`,
      );
    case 'superseded':
      return new ServiceError('conflict', `${name} was superseded ${utcTime(row.finishedAt)}; nothing was sent.`);
    case 'approved':
    case 'executing':
    case 'verifying':
    case 'succeeded':
    case 'failed':
    case 'inconclusive':
      return new ServiceError('conflict', `${by} approved ${name} ${utcTime(row.decidedAt)}.`);
  }
}
