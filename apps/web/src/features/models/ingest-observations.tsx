import type { IngestView } from '@leeway/services';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format/format-number.ts';
import { Time } from '../../ui/time.tsx';
import styles from './model-page.module.css';

type Observation = IngestView['observations'][number];

const KIND_WORDS: Record<Observation['kind'], string> = {
  new: 'Unknown to the reference',
  vanished: 'Vanished from the events',
  type: 'Another type than the reference has',
};

function Limit({ observations, max }: { observations: readonly Observation[]; max: number }) {
  const full = (['new', 'vanished', 'type'] as const).some(
    (kind) => observations.filter((one) => one.kind === kind).length >= max,
  );
  if (!full) return null;
  return <p className={styles.note}>At most {max} features of a kind are named; what comes beyond is only counted.</p>;
}

/** Features that events had and the reference does not expect, or the other way round, since the model was registered. */
export function IngestObservations({ observations, max }: { observations: readonly Observation[]; max: number }) {
  if (observations.length === 0)
    return <p className={styles.quiet}>Every event held the features that the reference expects, in their types.</p>;
  return (
    <>
      <DataTable caption="Features that the reference does not expect" dense>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">What</th>
            <th scope="col" data-number="">
              Events
            </th>
            <th scope="col">First seen</th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {observations.map(({ kind, feature, events, firstAtMs, lastAtMs }) => (
            <tr key={`${kind} ${feature}`}>
              <td data-wrap="">
                <code className={styles.topic}>{feature}</code>
              </td>
              <td data-wrap="">{KIND_WORDS[kind]}</td>
              <td data-number="">{formatCount(events)}</td>
              <td>
                <Time ms={firstAtMs} as="moment" />
              </td>
              <td>
                <Time ms={lastAtMs} as="moment" />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Limit observations={observations} max={max} />
    </>
  );
}
