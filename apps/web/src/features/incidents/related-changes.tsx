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

function before(change: ChangeView, beganMs: number): string {
  const distance = formatDuration(beganMs - change.atMs);
  return change.atMs <= beganMs ? `${distance} before it began` : `${distance} after it began`;
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
                  {before(change, incident.beganAtMs)}
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
