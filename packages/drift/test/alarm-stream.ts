import { countEvent, type CountableEvent } from '../src/pane/count-event.ts';
import { createPane, type Pane } from '../src/pane/pane.ts';
import type { FrozenReference } from '../src/reference/frozen-reference.ts';
import { alarmColumns } from '../src/verdict/learnt/alarm-columns.ts';
import { createAlarmHistories } from '../src/verdict/learnt/alarm-histories.ts';
import { learnColumn } from '../src/verdict/learnt/learn-column.ts';
import type { LearntAlarms } from '../src/verdict/learnt/learnt-alarms.ts';
import type { AlarmSettings } from '../src/alarms/alarm-rule-settings.ts';
import { normal, seeded } from './seeded.ts';
import { referenceOf } from './streams.ts';

export const PANE_MS = 5 * 60_000;
export const ALARM_DAYS = 3;
const HOUR_MS = 3_600_000;
/** A Monday. */
export const START_MS = Date.UTC(2026, 0, 5);

/** What is wrong with a pane's events; nothing when left out. */
export type Fault = 'age moves' | 'city is new' | 'age is lost';

function eventOf(random: () => number, fault?: Fault): CountableEvent {
  const age = 40 + 10 * normal(random) + (fault === 'age moves' ? 8 : 0);
  const cities = ['berlin', 'lyon', 'oslo', 'porto'];
  const city = fault === 'city is new' ? 'nowhere' : (cities[Math.floor(random() ** 2 * 4)] ?? 'oslo');
  const isLost = random() < (fault === 'age is lost' ? 0.5 : 0.05);
  return { features: { age: isLost ? null : age, city } };
}

/** Rows of one pane: the same for the same start, twice as many by day as by night. */
export function alarmPane(reference: FrozenReference, startMs: number, fault?: Fault, rows = 60): Pane {
  const random = seeded(startMs / PANE_MS + 7);
  const pane = createPane(reference.grid);
  const hour = Math.floor(startMs / HOUR_MS) % 24;
  const count = hour >= 8 && hour < 20 ? rows : Math.ceil(rows / 2);
  for (let row = 0; row < count; row += 1) countEvent(pane, reference.grid, eventOf(random, fault));
  return pane;
}

export function alarmReference(): FrozenReference {
  const random = seeded(1);
  return referenceOf(Array.from({ length: 4_000 }, () => eventOf(random)));
}

/** Alarms of three days of that stream. */
export function learnStream(reference: FrozenReference, settings: AlarmSettings): LearntAlarms {
  const columns = alarmColumns(reference.grid);
  const steps = (ALARM_DAYS * 24 * HOUR_MS) / PANE_MS;
  const counted = createAlarmHistories(columns, { startMs: START_MS, stepMs: PANE_MS, steps });
  for (let step = 0; step < steps; step += 1)
    counted.add(START_MS + step * PANE_MS, alarmPane(reference, START_MS + step * PANE_MS));
  const budget = { features: columns.length, settings };
  return {
    windowMs: settings.windowMs,
    features: columns.flatMap((column, index) => {
      const history = counted.histories[index];
      return history === undefined ? [] : [learnColumn(column, history, budget)];
    }),
  };
}
