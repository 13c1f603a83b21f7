/** One bar of a feature's histogram, for the reference and for the window. */
export type HistogramBin = {
  /** Category, or the numeric interval in words. */
  label: string;
  /** Numeric bins only: values in [from, to); null is open. Both equal for a bin of one value. */
  from: number | null;
  to: number | null;
  /** Share of all events, missing ones included. */
  reference: number;
  window: number;
};
