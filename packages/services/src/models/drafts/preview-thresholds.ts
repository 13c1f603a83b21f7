import {
  decodePane,
  decodeReference,
  gridOf,
  type FrozenReference,
  type Pane,
  type RuleMetricId,
  type WindowEvaluation,
} from '@leeway/drift';
import type { Ctx } from '../../context.ts';
import { readEvaluatorMemory } from '../../drift/evaluator-memory.ts';
import { judgeWindow } from '../../drift/judge-window.ts';
import { authorize } from '../../people/authorize.ts';
import { PreviewThresholdsInput } from './draft-input.ts';
import { decodeDraftPanes, type DraftPane } from './draft-panes.ts';
import type { ThresholdPreview } from './draft-views.ts';
import { draftWindows, judgedPaneMs, type DraftWindows } from './draft-windows.ts';
import { countVerdicts, featurePreviews, previewNote } from './summarise-preview.ts';
import { requireDraft } from './require-draft.ts';

const MAX_WINDOWS = 200;
/** Features × windows that one preview judges: about a second. */
const MAX_JUDGED = 20_000;

/** What these settings mean for these rows: judged window by window by the very rule that judges in production. */
export async function previewThresholds({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: PreviewThresholdsInput;
}): Promise<ThresholdPreview> {
  authorize(ctx.actor, 'registerModel');
  const { draftId, settings, windowPanes, paneMs: askedPaneMs } = PreviewThresholdsInput.parse(input);
  const row = await requireDraft(ctx, draftId);
  const reference = decodeReference(row.body);
  const stored = decodeDraftPanes(row.panes);
  const grid = gridOf(reference);
  const paneMs = judgedPaneMs(askedPaneMs);
  const toMs = reference.provenance.toMs ?? null;
  const maxWindows = Math.max(10, Math.min(MAX_WINDOWS, Math.floor(MAX_JUDGED / reference.features.length)));
  const windows = toMs === null ? null : draftWindows(grid, stored, { paneMs, windowPanes, maxWindows, toMs });
  const judge = judgeOf({ reference, settings, windowPanes, paneMs });
  const evaluations = windows === null ? [] : judgeAll(windows, judge);
  const typical = typicalOf(evaluations) ?? judge(samplePane(reference, stored, paneMs), paneMs * windowPanes);
  const worst = evaluations.toSorted((a, b) => b.ratio - a.ratio)[0];
  return {
    windowN: typical.n,
    paneMs,
    windowPanes,
    windows: evaluations.length,
    counts: countVerdicts(evaluations.map(({ verdict }) => verdict)),
    worst:
      worst?.worstFeature === null || worst === undefined
        ? null
        : { feature: worst.worstFeature, metric: worst.worstMetric as RuleMetricId | null, ratio: worst.ratio },
    series: evaluations.map(({ windowEndMs, n, ratio, verdict }) => ({ endMs: windowEndMs, n, ratio, verdict })),
    features: featurePreviews(typical, evaluations, settings.metrics),
    note: previewNote({ hasTime: toMs !== null, askedPaneMs, paneMs, evaluations, typical, settings }),
  };
}

type Judge = (panes: ReadonlyMap<number, Pane>, windowEndMs: number) => WindowEvaluation;

/** The evaluator's own step, with its memory from one window to the next. */
function judgeOf(input: {
  reference: FrozenReference;
  settings: PreviewThresholdsInput['settings'];
  windowPanes: number;
  paneMs: number;
}): Judge {
  let memory = readEvaluatorMemory(null, input.reference.id);
  return (panes, windowEndMs) => {
    const judged = judgeWindow({ ...input, panes, windowEndMs, memory });
    ({ memory } = judged);
    return judged.evaluation;
  };
}

function judgeAll({ panes, paneMs, firstEndMs, lastEndMs }: DraftWindows, judge: Judge): WindowEvaluation[] {
  const evaluations: WindowEvaluation[] = [];
  if (firstEndMs === null) return evaluations;
  for (let endMs = firstEndMs; endMs <= lastEndMs; endMs += paneMs) evaluations.push(judge(panes, endMs));
  return evaluations;
}

/** The window with the median number of events, of those that have any. */
function typicalOf(evaluations: readonly WindowEvaluation[]): WindowEvaluation | undefined {
  const judged = evaluations.filter(({ n }) => n > 0).toSorted((a, b) => a.n - b.n);
  return judged[Math.floor(judged.length / 2)];
}

/** Rows from all over the draft, as if they had come in one window. */
function samplePane(reference: FrozenReference, stored: readonly DraftPane[], paneMs: number): Map<number, Pane> {
  const sample = stored.find((pane) => pane.paneMs === 0);
  const panes = new Map<number, Pane>();
  if (sample !== undefined) panes.set(paneMs, decodePane(sample.bytes, gridOf(reference)));
  return panes;
}
