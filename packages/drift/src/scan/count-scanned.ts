import { MOMENT_UNIT } from '../grid/standardised.ts';
import { addReconstruction } from '../multivariate/add-reconstruction.ts';
import { addExcess, countLatency, countValue, eventRow } from '../pane/count-event.ts';
import { addExact, EXACT_BASE } from '../pane/exact-sum.ts';
import { MOMENTS_PER_FEATURE, type Pane } from '../pane/pane.ts';
import type { EventScanner } from './event-scanner.ts';
import type { NumericSlot, ScanPlan } from './scan-plan.ts';

/** `addExact`, with what nearly always happens first. */
function addToSum(limbs: Float64Array, index: number, value: number): void {
  const low = (limbs[index] as number) + value;
  if (low >= 0 && low < EXACT_BASE) limbs[index] = low;
  else addExact(limbs, index, value);
}

function countSlots(pane: Pane, plan: ScanPlan, cells: Int32Array, values: Int32Array): void {
  const { counts, moments } = pane;
  const { offsets, absentCells, lastCells } = plan;
  for (let slot = 0; slot < offsets.length; slot += 1) {
    const offset = offsets[slot] as number;
    const cell = cells[slot] as number;
    if (cell < 0) {
      const absent = offset + (absentCells[slot] as number);
      counts[absent] = (counts[absent] as number) + 1;
      continue;
    }
    counts[offset + cell] = (counts[offset + cell] as number) + 1;
    const last = lastCells[slot] as number;
    if (cell > last) continue;
    const z = values[slot] as number;
    addToSum(moments, slot * MOMENTS_PER_FEATURE, z);
    addToSum(moments, slot * MOMENTS_PER_FEATURE + 2, Math.round((z * z) / MOMENT_UNIT));
    if (cell === 0 || cell === last) addExcess(pane, (plan.slots[slot] as NumericSlot).layout, z, cell);
  }
}

/** Standardised values of the numeric features that are reconstructed. */
function fillRow(plan: ScanPlan, cells: Int32Array, values: Int32Array): void {
  eventRow.fill(0);
  for (const { kind, layout } of plan.slots) {
    if (kind !== 'numeric' || layout.slot < 0) continue;
    const cell = cells[layout.index] as number;
    if (cell >= 0 && cell <= layout.edges.length)
      eventRow[layout.slot] = (values[layout.index] as number) / MOMENT_UNIT;
  }
}

/** Adds the event that a scanner read last to a pane of its model's grid; the same counts as `countEvent` gives. */
export function countScanned(pane: Pane, scanner: EventScanner): void {
  const { plan, hasFailed } = scanner;
  const { cells, values } = scanner.features;
  if (plan === null || plan.grid === null || plan.grid.id !== pane.gridId)
    throw new RangeError(`pane of grid ${pane.gridId}, not ${plan?.grid?.id ?? 'any'}`);
  pane.events += 1;
  if (hasFailed) pane.errors += 1;
  countLatency(pane, scanner.latencyMs);
  countSlots(pane, plan, cells, values);
  if (plan.grid.reconstruction !== null) fillRow(plan, cells, values);
  const { output } = plan;
  if (output !== null) {
    const raw = output.feature.source === 'score' ? scanner.score : scanner.prediction;
    if (!hasFailed || (raw !== undefined && raw !== null)) {
      const index = output.offset + countValue(pane, output, raw);
      pane.counts[index] = (pane.counts[index] as number) + 1;
    }
  }
  addReconstruction(pane.reconstruction, plan.grid, eventRow);
}
