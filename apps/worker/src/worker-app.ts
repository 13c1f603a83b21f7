import type { LiveMessage } from '@leeway/contracts';
import type { Ctx, PrometheusSources } from '@leeway/services';
import type { Db } from '@leeway/store';
import type { Stream, StreamProducer } from '@leeway/stream';
import type { Logger } from 'pino';
import type { WorkerSettings } from './env.ts';
import type { WorkerMetrics } from './metrics.ts';

/** What every pipeline is given. */
export type WorkerApp = {
  settings: WorkerSettings;
  db: Db;
  stream: Stream;
  producer: StreamProducer;
  log: Logger;
  metrics: WorkerMetrics;
  /** Data sources of the settings. */
  prometheus: PrometheusSources;
  /** A use case's context with the worker itself as the actor. */
  ctx: () => Ctx;
  /** Messages between processes (Postgres NOTIFY); `null` = some may have been missed. Returns its unsubscribe. */
  onLive: (listener: (message: LiveMessage | null) => void) => () => void;
  /** Ends the process with an exit code that a supervisor restarts. */
  fatal: (error: Error) => void;
};

/** A running pipeline: stopped in reverse order of start. */
export type Pipeline = {
  name: string;
  stop: () => Promise<void>;
  /** Null when it does its work, else why not yet, in words. */
  notReady: () => string | null;
};

export type StartPipeline = (app: WorkerApp) => Promise<Pipeline>;
