import { worstMeasure } from '@leeway/drift';
import type { ChangeView, FeatureDetail } from '@leeway/services';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount } from '../../ui/format/format-number.ts';
import { changeBefore } from './change-marks.ts';
import { metricText, metricWords, thresholdText } from './metric-words.ts';

type FindingInput = {
  detail: FeatureDetail;
  changes: readonly ChangeView[];
  paneMs: number;
  /** Writes a moment in the page's zone. */
  clock: (ms: number) => string;
};

function worstWords({ evaluation }: FeatureDetail): string {
  const worst = worstMeasure(evaluation);
  if (worst === null) return '';
  const critical = worst.critical === null ? '' : `, critical ${thresholdText(worst.id, worst.critical)}`;
  const window = worst.windowMs === undefined ? '' : ` over ${formatDuration(worst.windowMs)}`;
  return `${metricWords(worst.id).short} ${metricText(worst.id, worst.value)}${critical}${window}`;
}

function relation(beganMs: number, change: ChangeView): string {
  return change.atMs >= beganMs
    ? `, as “${change.title}”`
    : `, ${formatDuration(beganMs - change.atMs)} after “${change.title}”`;
}

function beyondWords({ detail, changes, clock, paneMs }: FindingInput, worst: string): string {
  const { beganMs } = detail;
  if (beganMs === null) return `Beyond its threshold: ${worst}.`;
  // The beginning is the end of the last calm pane: a change in the pane after it may have come first.
  const change = changeBefore(changes, beganMs + paneMs);
  return `Began ${clock(beganMs)}${change === null ? '' : relation(beganMs, change)}. Now ${worst}.`;
}

/** The most severe thing that is known of a feature, in one or two sentences; the numbers are below it. */
export function featureFinding(input: FindingInput): string {
  const { evaluation, windowN } = input.detail;
  const worst = worstWords(input.detail);
  switch (evaluation.verdict) {
    case 'no-data':
      return 'No event carried this feature in the newest window, so nothing is judged.';
    case 'insufficient':
      return `Too few events to judge: ${formatCount(windowN)} in the newest window.`;
    case 'ok':
      return worst === '' ? 'Within its thresholds.' : `Within its thresholds. Closest: ${worst}.`;
    case 'warning':
    case 'critical':
      return beyondWords(input, worst);
  }
}
