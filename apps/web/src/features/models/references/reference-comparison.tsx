'use client';

import type { Verdict } from '@leeway/drift';
import type { PreviewedVerdict, ReferencePreview } from '@leeway/services';
import { DriftStrip } from '../../../ui/charts/drift-strip.tsx';
import { StripEnds } from '../../../ui/charts/strip-ends.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { formatDuration } from '../../../ui/format/format-duration.ts';
import { formatCount, plural } from '../../../ui/format/format-number.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { VerdictMark } from '../verdict-mark.tsx';
import { ComparedFeatures } from './compared-features.tsx';
import styles from './references.module.css';

const STRIP_PX = 40;
const COUNTED: readonly { verdict: Verdict; label: string }[] = [
  { verdict: 'critical', label: 'Critical' },
  { verdict: 'warning', label: 'Warning' },
  { verdict: 'ok', label: 'Ok' },
  { verdict: 'insufficient', label: 'Too few events' },
  { verdict: 'no-data', label: 'No events' },
];

/** What the switch would change, in one sentence. */
export function changeWords({ windows, series }: ReferencePreview): string {
  const differing = series.filter(({ now, after }) => now.verdict !== after.verdict).length;
  if (differing === 0) return `All ${plural(windows, 'window')} would have got the same verdict.`;
  return `${differing} of ${plural(windows, 'window')} would have got another verdict.`;
}

type Side = 'now' | 'after';

function Strip({ preview, side, id }: { preview: ReferencePreview; side: Side; id: string }) {
  const stepMs = (preview.series[1]?.endMs ?? 0) - (preview.series[0]?.endMs ?? 0);
  const ratioOf = ({ verdict, ratio }: PreviewedVerdict): number | null =>
    verdict === 'insufficient' || verdict === 'no-data' ? null : ratio;
  return (
    <>
      <span className={styles.stripLabel}>
        <code>{id}</code>
        <span className={styles.quiet}>{side === 'now' ? 'active now' : 'after the switch'}</span>
      </span>
      <DriftStrip
        label={`the newest windows against ${id}`}
        heightPx={STRIP_PX}
        bars={preview.series.map((window) => ({
          startMs: window.endMs - stepMs,
          ratio: ratioOf(window[side]),
          verdict: window[side].verdict,
        }))}
      />
    </>
  );
}

function Counts({ preview }: { preview: ReferencePreview }) {
  const { now, after } = preview.counts;
  const newest = preview.series.at(-1);
  return (
    <DataTable caption="Verdicts of the newest windows, side by side" dense>
      <thead>
        <tr>
          <th scope="col">Windows</th>
          <th scope="col" data-number="">
            Now
          </th>
          <th scope="col" data-number="">
            After
          </th>
        </tr>
      </thead>
      <tbody>
        {COUNTED.filter(({ verdict }) => now[verdict] + after[verdict] > 0).map(({ verdict, label }) => (
          <tr key={verdict}>
            <th scope="row">{label}</th>
            <td data-number="">{formatCount(now[verdict])}</td>
            <td data-number="" className={now[verdict] === after[verdict] ? styles.quiet : styles.changed}>
              {formatCount(after[verdict])}
            </td>
          </tr>
        ))}
        {newest !== undefined && (
          <tr>
            <th scope="row">Newest window</th>
            <td data-number="">
              <VerdictMark verdict={newest.now.verdict} />
            </td>
            <td data-number="">
              <VerdictMark verdict={newest.after.verdict} />
            </td>
          </tr>
        )}
      </tbody>
    </DataTable>
  );
}

/** The newest windows under the active reference and under another one. */
export function ReferenceComparison({ preview }: { preview: ReferencePreview }) {
  const { stretch, unjudgedMs, notes, isExact } = preview;
  return (
    <div className={styles.stack}>
      {stretch !== null && (
        <>
          <p data-testid="switch-finding" className={styles.finding}>
            <StatusMark status={preview.counts.after.critical > 0 ? 'warning' : 'ok'}>
              {changeWords(preview)}
            </StatusMark>
          </p>
          <figure className={styles.strips}>
            <figcaption className="sr-only">
              Worst feature ÷ critical, window by window, under both references
            </figcaption>
            <Strip preview={preview} side="now" id={preview.activeId} />
            <Strip preview={preview} side="after" id={preview.referenceId} />
            <div className={styles.ends}>
              <StripEnds fromMs={stretch.fromMs} toMs={stretch.toMs}>
                worst feature ÷ critical; the hairline is critical
              </StripEnds>
            </div>
          </figure>
          <Counts preview={preview} />
          <ComparedFeatures preview={preview} />
        </>
      )}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {!isExact && unjudgedMs > 0 && (
        <p className={styles.note}>
          After the switch events are counted on the new grid: the first verdict comes about{' '}
          {formatDuration(unjudgedMs)} later. Windows that were judged before keep their verdicts.
        </p>
      )}
    </div>
  );
}
