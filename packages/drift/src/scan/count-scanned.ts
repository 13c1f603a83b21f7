import { numericCell } from '../grid/cell-of-value.ts';
import { keyedCell } from '../grid/order-keys.ts';
import { MOMENT_UNIT, standardised } from '../grid/standardised.ts';
import { addReconstruction } from '../multivariate/add-reconstruction.ts';
import { addExcess, countLatency, countValue, eventRow } from '../pane/count-event.ts';
import { addExact, EXACT_BASE } from '../pane/exact-sum.ts';
import { MOMENTS_PER_FEATURE, type Pane } from '../pane/pane.ts';
import type { EventScanner } from './event-scanner.ts';
import { NUMBER } from './feature-scanner.ts';
import type { NumericSlot, ScanPlan } from './scan-plan.ts';

/** `addExact`, with what nearly always happens first. */
function addToSum(limbs: Float64Array, index: number, value: number): void {
  const low = (limbs[index] as number) + value;
  if (low >= 0 && low < EXACT_BASE) limbs[index] = low;
  else addExact(limbs, index, value);
}

/** Numbers are looked up here, one after the other, so that the processor works on several at a time. */
function countSlots(pane: Pane, plan: ScanPlan, cells: Int32Array, values: Float64Array): void {
  const { counts } = pane;
  const { offsets, absentCells } = plan;
  for (let slot = 0; slot < offsets.length; slot += 1) {
    let cell = cells[slot] as number;
    if (cell === NUMBER) cell = countNumber(pane, plan, slot, values[slot] as number);
    else if (cell < 0) cell = absentCells[slot] as number;
    const index = (offsets[slot] as number) + cell;
    counts[index] = (counts[index] as number) + 1;
  }
}

/** The number's cell, with everything but its count added. */
function countNumber(pane: Pane, plan: ScanPlan, slot: number, value: number): number {
  const edges = plan.edges[slot] as Float64Array;
  const keys = plan.orderKeys[slot] as Int32Array | null;
  const cell = keys === null ? numericCell(edges, value) : keyedCell(keys, edges, value);
  const z = standardised(value, plan.centres[slot] as number, plan.scales[slot] as number);
  addToSum(pane.moments, slot * MOMENTS_PER_FEATURE, z);
  // Halves up, as Math.round.
  addToSum(pane.moments, slot * MOMENTS_PER_FEATURE + 2, Math.floor((z * z) / MOMENT_UNIT + 0.5));
  if (cell === 0 || cell === edges.length) addExcess(pane, (plan.slots[slot] as NumericSlot).layout, z, cell);
  const row = plan.rowSlots[slot] as number;
  if (row >= 0) eventRow[row] = z / MOMENT_UNIT;
  return cell;
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
  if (plan.grid.reconstruction !== null) eventRow.fill(0);
  countSlots(pane, plan, cells, values);
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
