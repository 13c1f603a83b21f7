import type { DriftRuleSettings, MetricId } from '@leeway/drift';
import type { FeatureDetail, ModelDetail } from '@leeway/services';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import { Time } from '../../ui/time.tsx';
import styles from './feature-panel.module.css';
import { metricWords, thresholdText } from './metric-words.ts';

type ExplainedMetric = { id: MetricId; critical: number; floor: number; isChance: boolean };

/** Which of the two made each critical threshold: the convention's floor, or what chance alone can reach. */
export function explainMetrics(detail: FeatureDetail, settings: DriftRuleSettings): ExplainedMetric[] {
  const explained: ExplainedMetric[] = [];
  for (const id of settings.metrics) {
    const reading = detail.evaluation.metrics[id];
    if (reading === undefined || reading.state === 'undefined' || reading.critical === null) continue;
    const floor = settings.floors[id].critical + (reading.baseline ?? 0);
    explained.push({ id, critical: reading.critical, floor, isChance: reading.critical > floor * (1 + 1e-9) });
  }
  return explained;
}

function Constants({
  detail,
  settings,
  model,
}: {
  detail: FeatureDetail;
  settings: DriftRuleSettings;
  model: ModelDetail;
}) {
  const { hysteresis } = settings;
  const windowMs = detail.windowEndMs - detail.windowStartMs;
  return (
    <>
      <p>
        A critical threshold is the larger of two: a <b>floor</b>, the smallest difference that anybody would care
        about, and <b>chance</b>, the value that {formatCount(detail.windowN)} events against{' '}
        {formatCount(detail.referenceN)} reference rows reach when nothing changed, at {settings.criticalBudgetPerWeek}{' '}
        false critical verdicts a week over {plural(model.featuresTotal, 'feature')} ×{' '}
        {plural(settings.metrics.length, 'metric')} × windows of {formatDuration(windowMs)}.
      </p>
      <ul>
        {explainMetrics(detail, settings).map(({ id, critical, floor, isChance }) => (
          <li key={id}>
            <b>{metricWords(id).short}</b> {thresholdText(id, critical)}:{' '}
            {isChance ? `chance (floor ${thresholdText(id, floor)})` : 'floor, above what chance reaches'}
          </li>
        ))}
      </ul>
      <p>
        It becomes critical when {hysteresis.confirmWindows} of {hysteresis.ofWindows} windows are beyond, and ends
        after {plural(hysteresis.clearWindows, 'window')} below {hysteresis.clearRatio} of the threshold. Fewer than{' '}
        {formatCount(settings.minSamples)} events are never judged. Verdicts in the table are of this window alone.
      </p>
    </>
  );
}

/** What learnt alarms were learnt from, and what they allow themselves. */
function LearntFrom({ model }: { model: ModelDetail }) {
  const { alarms } = model.settings;
  const learnt = model.alarms?.learnt ?? null;
  return (
    <>
      {learnt === null ? null : (
        <p>
          Thresholds were learnt from {plural(learnt.days, 'full day')}{' '}
          {learnt.source === 'reference' ? 'of the reference' : 'of the model’s own stream without an incident'}:{' '}
          <Time ms={learnt.fromMs} as="moment" /> to <Time ms={learnt.toMs} as="moment" />.
        </p>
      )}
      <p>
        At {alarms.budgetPerWeek} false alarms a week over {plural(model.featuresTotal, 'feature')}, every view and
        windows of {alarms.windowMs.map(formatDuration).join(', ')} together. An alarm ends after an hour of calm. The
        metrics above are for comparison: they do not decide.
      </p>
    </>
  );
}

/** Why the thresholds are what they are: which constants, how many reference rows, how many events. */
export function ThresholdsExplained({ model, detail }: { model: ModelDetail; detail: FeatureDetail }) {
  return (
    <details className={styles.explained}>
      <summary>
        How this is judged: n {formatCount(detail.windowN)} against {formatCount(detail.referenceN)} reference rows
      </summary>
      {detail.evaluation.alarm === undefined ? (
        <Constants detail={detail} settings={model.settings} model={model} />
      ) : (
        <LearntFrom model={model} />
      )}
      <p>
        The error bound is the most that counting on a grid instead of keeping every value can cost. Reference{' '}
        <code>{detail.referenceId}</code>.
      </p>
    </details>
  );
}
