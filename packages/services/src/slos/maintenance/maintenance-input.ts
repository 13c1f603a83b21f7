import { ModelId } from '@leeway/contracts';
import { z } from 'zod';

const DAY_MS = 86_400_000;
/** Longer work is no maintenance any more: a target that allows for it is more honest. */
export const MAX_MAINTENANCE_MS = 7 * DAY_MS;
/** How far back work may be entered that nobody had announced. */
export const MAX_BACKDATED_MS = 30 * DAY_MS;
/** How far ahead it may be planned. */
export const MAX_PLANNED_MS = 90 * DAY_MS;

const Reason = z.string().trim().min(3, 'Say why, in a few words.').max(300, 'At most 300 characters.');
const Instant = z.int('A moment.').min(0).max(8.64e15);

export const AddMaintenanceInput = z
  .object({ modelId: ModelId, fromMs: Instant, toMs: Instant, reason: Reason })
  .refine(({ fromMs, toMs }) => toMs > fromMs, { path: ['toMs'], message: 'It ends before it begins.' })
  .refine(({ fromMs, toMs }) => toMs - fromMs <= MAX_MAINTENANCE_MS, { path: ['toMs'], message: 'At most 7 days.' });
export type AddMaintenanceInput = z.infer<typeof AddMaintenanceInput>;

export const EndMaintenanceInput = z.object({
  id: z.uuid(),
  /** Its end as it was read: whoever ends it a second time is told. */
  expectedToMs: Instant,
  reason: Reason,
});
export type EndMaintenanceInput = z.infer<typeof EndMaintenanceInput>;

export type MaintenanceView = {
  id: string;
  fromMs: number;
  toMs: number;
  reason: string;
  createdBy: string;
  createdAtMs: number;
};
