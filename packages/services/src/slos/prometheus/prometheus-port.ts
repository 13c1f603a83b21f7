/** Samples of one series: the end of a minute and its value, ascending. NaN and infinities are as Prometheus has them. */
export type PromSeries = { samples: readonly { atMs: number; value: number }[] };

export type PromRange = {
  expression: string;
  /** Instants that are asked for, both ends included. */
  fromMs: number;
  toMs: number;
  stepMs: number;
};

/** What keeps a question from being answered. */
export type PrometheusFailure =
  /** The query is wrong: asking again changes nothing. */
  | 'refused'
  /** What it asks for is too much at once: a shorter range may do. */
  | 'too-much'
  /** No answer, or not one that can be used: it may be tried again. */
  | 'unavailable';

export class PrometheusError extends Error {
  readonly failure: PrometheusFailure;
  constructor(failure: PrometheusFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'PrometheusError';
    this.failure = failure;
  }
}

/** One Prometheus, or anything that answers its HTTP API. */
export interface PrometheusSource {
  /** Throws `PrometheusError`. */
  range: (range: PromRange, signal?: AbortSignal) => Promise<PromSeries[]>;
}

/** The data sources of the settings, by name. */
export type PrometheusSources = ReadonlyMap<string, PrometheusSource>;
