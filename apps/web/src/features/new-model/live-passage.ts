import type { ModelDetail } from '@leeway/services';
import { formatCount, formatFixed, plural } from '../../ui/format/format-number.ts';

export type LivePlace = 'done' | 'current' | 'ahead';
export type LiveStepView = { name: string; note: string; place: LivePlace };

type Seen = {
  model: Pick<
    ModelDetail,
    'partitions' | 'status' | 'unknownReason' | 'watermarkMs' | 'reference' | 'eventsPerSecond' | 'predictionTopic'
  >;
  /** Null while it is not known. */
  events: number | null;
};

/** How far a new model has got: each step as the server reports it, the first that is not reached is the current one. */
export function livePassage({ model, events }: Seen): LiveStepView[] {
  const { partitions, eventsPerSecond } = model;
  const isJudged = model.status !== 'unknown';
  const rate =
    eventsPerSecond === null ? '' : `, ${formatFixed(eventsPerSecond, eventsPerSecond < 10 ? 1 : 0)} a second`;
  const steps = [
    { name: 'Registered', note: 'recorded and audited', isReached: true },
    {
      name: 'Topic is read',
      note:
        partitions.total === 0
          ? `no partition of ${model.predictionTopic} yet`
          : `${partitions.live} of ${plural(partitions.total, 'partition')}`,
      isReached: partitions.total > 0,
    },
    {
      name: 'Events are counted',
      note: events === null || events === 0 ? 'none yet' : `${formatCount(events)}${rate}`,
      isReached: (events ?? 0) > 0,
    },
    {
      name: 'First verdict',
      note: isJudged ? model.status : (model.unknownReason ?? 'not yet'),
      isReached: isJudged,
    },
  ];
  // A later step proves the earlier ones, whatever they last reported.
  const last = steps.findLastIndex(({ isReached }) => isReached);
  return steps.map(({ name, note }, index) => ({
    name,
    note,
    place: index <= last ? 'done' : index === last + 1 ? 'current' : 'ahead',
  }));
}
