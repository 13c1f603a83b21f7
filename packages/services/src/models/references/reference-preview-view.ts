import type { MeasureId, Verdict } from '@leeway/drift';
import type { VerdictCounts } from '../drafts/draft-views.ts';

/** What one window would be called under one reference. */
export type PreviewedVerdict = { verdict: Verdict; ratio: number };

/** One feature over all windows: how often it was called what, and how it stands in the newest. */
export type PreviewedFeature = PreviewedVerdict & { counts: VerdictCounts; metric: MeasureId | null };

/** The newest windows judged twice alike, against the active reference and against the one that may replace it. */
export type ReferencePreview = {
  activeId: string;
  referenceId: string;
  /** From the first window's start to the last one's end; null when there was no window to judge. */
  stretch: { fromMs: number; toMs: number } | null;
  windows: number;
  /** Oldest first. */
  series: { endMs: number; n: number; now: PreviewedVerdict; after: PreviewedVerdict }[];
  counts: { now: VerdictCounts; after: VerdictCounts };
  /** Worst under either reference first. `null` = that reference does not have it. */
  features: {
    feature: string;
    now: PreviewedFeature | null;
    after: PreviewedFeature | null;
    /** Largest error of a share in the newest window, from carrying counts over to another grid; null = not carried. */
    errorShare: number | null;
  }[];
  /** Both count on the same grid: what is shown is what would have been said. */
  isExact: boolean;
  /** After the switch, how long until the first window is judged that was counted whole on the new grid. */
  unjudgedMs: number;
  /** What the reader should know of how this was computed. */
  notes: string[];
};
