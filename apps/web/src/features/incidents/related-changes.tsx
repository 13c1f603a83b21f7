import type { ChangeView, IncidentDetail } from '@leeway/services';
import { ActMark, type ActShape } from '../../ui/act-mark.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { Section } from '../../ui/section.tsx';
import { Time } from '../../ui/time.tsx';

export const CHANGE_SHAPES: Record<ChangeView['kind'], ActShape> = {
  deploy: 'filled',
  config: 'hollow',
  data: 'barred',
  schema: 'barred',
  response: 'ring',
};

/** A beginning is known to one pane: a change inside it is not told as earlier or later. */
const PANE_SLACK_MS = 60_000;

function relation(change: ChangeView, beganMs: number): string {
  const earlierMs = beganMs - change.atMs;
  if (earlierMs >= 1_000) return `${formatDuration(earlierMs)} before it began`;
  return earlierMs >= -PANE_SLACK_MS ? 'as it began' : `${formatDuration(earlierMs)} after it began`;
}

/** What somebody did around the time when it began. */
export function RelatedChanges(props: { incident: IncidentDetail }) {
  const { incident } = props;
  const count = incident.relatedChanges.length;
  return (
    <Section
      title={count === 1 ? 'Related change' : 'Related changes'}
      note={
        <>
          {count} within ±30 min of <Time ms={incident.beganAtMs} as="clock" />
        </>
      }
    >
      {count === 0 ? (
        <p className="text-ink-3">Nobody reported a release, setting or data change near the beginning.</p>
      ) : (
        <ul className="grid gap-2">
          {incident.relatedChanges.map((change) => (
            <li key={change.id} className="flex items-baseline gap-2">
              <ActMark shape={CHANGE_SHAPES[change.kind]} label={change.kind} />
              <div>
                <b className="font-medium">{change.title}</b>
                {change.actor === '' ? null : ` by ${change.actor}`}, <Time ms={change.atMs} as="clock-seconds" />{' '}
                <span className="text-ink-3">
                  {relation(change, incident.beganAtMs)}
                  {change.detail === '' ? null : ` · ${change.detail}`}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
