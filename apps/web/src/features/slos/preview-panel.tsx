'use client';

import { alertRowId, formatMinutes, formatPercent, reachability } from '@leeway/slo';
import type { PreviewEpisode, SloPreview } from '@leeway/services';
import Link from 'next/link';
import { errorWords } from '../../trpc/query-panel.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { plural } from '../../ui/format/format-number.ts';
import { formatClock, formatDay } from '../../ui/format/format-time.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { useZone } from '../../ui/use-zone.ts';
import { HistoryChart } from './history-chart.tsx';
import { rowWords } from './row-words.ts';
import styles from './slo-form.module.css';
import { burnNumber, coverageText, goodShare, percentNumber } from './slo-numbers.ts';
import { SEVERITY_STATUS } from './slo-status.ts';
import type { usePreview } from './use-preview.ts';

const SHOWN = 10;

function Numbers({ preview }: { preview: SloPreview }) {
  const unknown = preview.windowMinutes - preview.measuredMinutes;
  return (
    <Facts
      className={styles.numbers}
      facts={[
        {
          label: 'Budget left',
          value: (
            <span className={styles.big}>
              {preview.remaining === null ? 'unknown' : `${percentNumber(preview.remaining)}\u00a0%`}
            </span>
          ),
        },
        { label: 'Good', value: goodShare(preview.good, preview.bad, preview.draft.target) },
        {
          label: 'Coverage',
          value: `${coverageText(preview.coverage)}${unknown < 1 ? '' : `, ${formatMinutes(unknown)} unknown`}`,
        },
        { label: 'Would have paged', value: plural(preview.pages, 'time') },
        { label: 'Tickets', value: preview.tickets },
      ]}
    />
  );
}

function Warnings({ preview }: { preview: SloPreview }) {
  // Rows that cannot fire say so themselves, beside their field.
  const told = preview.warnings.filter(({ kind }) => kind !== 'unreachable' && kind !== 'too-long');
  if (told.length === 0) return null;
  return (
    <ul className={styles.warnings}>
      {told.map((warning) => (
        <li key={warning.kind}>
          <StatusMark status={warning.kind === 'no-data' || warning.kind === 'short-history' ? 'unknown' : 'warning'}>
            {warning.kind.replace('-', ' ')}
          </StatusMark>
          <span>{warning.text}</span>
        </li>
      ))}
    </ul>
  );
}

function EpisodeRow({ episode, asOfMs }: { episode: PreviewEpisode; asOfMs: number }) {
  return (
    <tr>
      <td>
        <StatusMark status={SEVERITY_STATUS[episode.severity]}>{episode.severity}</StatusMark>
      </td>
      <td>
        <Time ms={episode.firedMs} as="moment" />
      </td>
      <td className={`hidden phone:table-cell ${styles.second}`}>{rowWords(episode.rowId)}</td>
      <td data-number="">{episode.burnRate === null ? '–' : burnNumber(episode.burnRate)}</td>
      <td data-number="" className={styles.second}>
        {formatDuration((episode.resolvedMs ?? asOfMs) - episode.firedMs)}
      </td>
      <td className={styles.second}>
        {episode.incidentNumber === null ? (
          'no incident then'
        ) : (
          <Link href={`/incidents/${episode.incidentNumber}`}>
            <code>INC-{episode.incidentNumber}</code>
          </Link>
        )}
      </td>
    </tr>
  );
}

function Episodes({ preview }: { preview: SloPreview }) {
  const { episodes } = preview;
  const total = preview.pages + preview.tickets;
  if (total === 0) return <p className={styles.quiet}>No alert would have fired.</p>;
  return (
    <>
      <DataTable caption="Alerts that would have fired, newest first" dense>
        <thead>
          <tr>
            <th scope="col">Would have fired</th>
            <th scope="col">At</th>
            <th scope="col" className="hidden phone:table-cell">
              Row
            </th>
            <th scope="col" data-number="">
              Burn
            </th>
            <th scope="col" data-number="">
              For
            </th>
            <th scope="col">Incident then</th>
          </tr>
        </thead>
        <tbody>
          {episodes.slice(0, SHOWN).map((episode) => (
            <EpisodeRow key={`${episode.rowId}${episode.firedMs}`} episode={episode} asOfMs={preview.asOfMs} />
          ))}
        </tbody>
      </DataTable>
      {total > SHOWN ? (
        <p className={styles.quiet}>
          The newest {SHOWN} of {total}.
        </p>
      ) : null}
    </>
  );
}

function Result({ preview }: { preview: SloPreview }) {
  const { draft } = preview;
  const lanes = draft.spec.alerting.rows.map((row) => ({
    rowId: alertRowId(row),
    longMinutes: row.longMinutes,
    cannotFire: reachability(row.burnAbove, draft.target).reachable
      ? null
      : `can’t fire at ${formatPercent(draft.target)}`,
  }));
  return (
    <>
      <Numbers preview={preview} />
      <Warnings preview={preview} />
      {preview.remaining === null ? null : (
        <>
          <HistoryChart
            history={preview.history}
            spec={draft.spec}
            target={draft.target}
            window={draft}
            lanes={lanes}
            episodes={preview.episodes}
          />
          <div className={styles.episodes}>
            <Episodes preview={preview} />
          </div>
        </>
      )}
    </>
  );
}

function Waiting({ hasModel }: { hasModel: boolean }) {
  if (!hasModel) return <p className={styles.quiet}>Choose a model to see what this objective would have said.</p>;
  return (
    <div role="status" aria-label="The preview is being reckoned" className={styles.waiting}>
      <Skeleton width={220} height={28} />
      <Skeleton height={240} />
    </div>
  );
}

/** What the draft would say now and would have said: budget, coverage, each alert, on the model's stored history. */
export function PreviewPanel(props: { preview: ReturnType<typeof usePreview>; hasModel: boolean; isStale: boolean }) {
  const { query, isUpdating } = props.preview;
  const zone = useZone();
  const { data } = query;
  // Days are always named: a bare clock would not say which day the history begins.
  const moment = (ms: number) => `${formatDay(ms, zone, data?.asOfMs ?? ms)} ${formatClock(ms, zone)}`;
  const range =
    data === undefined
      ? undefined
      : `run over stored history, ${moment(data.history.fromMs)} to ${moment(data.history.toMs)}`;
  return (
    <Section
      title="Preview"
      note={range}
      aside={props.isStale ? 'of the last usable entries' : isUpdating ? 'updating…' : undefined}
    >
      <div aria-live="polite" aria-busy={isUpdating}>
        {query.isError ? (
          <ErrorPanel what="The preview" {...errorWords(query.error)} onRetry={() => void query.refetch()} />
        ) : null}
        {data === undefined ? query.isError ? null : <Waiting hasModel={props.hasModel} /> : <Result preview={data} />}
      </div>
    </Section>
  );
}
