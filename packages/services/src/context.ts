import type { Actor } from '@leeway/response';
import type { Db } from '@leeway/store';

/** What every use case receives. `actor` comes from the session or the process, never from input. */
export type Ctx = {
  db: Db;
  actor: Actor;
  now: () => Date;
  requestId: string;
};
