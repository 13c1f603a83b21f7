import { specialCellIndex } from '../grid/cell-of-value.ts';
import type { CategoricalLayout, FeatureLayout, Grid, NumericLayout } from '../grid/grid.ts';
import { ByteWords, MemberWords } from './byte-words.ts';

/** A feature as the scanner needs it; of a categorical one, the categories by their bytes and the cell of each. */
export type NumericSlot = { kind: 'numeric'; layout: NumericLayout };
export type CategoricalSlot = {
  kind: 'categorical';
  layout: CategoricalLayout;
  /** Null: a boolean, of which text is no usual value. */
  words: ByteWords | null;
  cells: Int32Array;
  unknownCell: number;
};
export type ScanSlot = NumericSlot | CategoricalSlot;

/** A grid, prepared for reading events from bytes. Slot i is layout i of the grid. */
export type ScanPlan = {
  grid: Grid | null;
  /** Slots of the event's `features`; the last layout, what the model answered, is not among them. */
  slots: readonly ScanSlot[];
  output: FeatureLayout | null;
  /** By layout, the output too: first cell, and the cell of what is absent relative to it. */
  offsets: Int32Array;
  absentCells: Int32Array;
  /** By layout, of numeric ones: what finds a cell, centre and scale, place in the row that is reconstructed. */
  numericLayouts: readonly (NumericLayout | null)[];
  edges: readonly Float64Array[];
  centres: Float64Array;
  scales: Float64Array;
  rowSlots: Int32Array;
  keys: MemberWords;
  /** Of the slots. */
  names: readonly string[];
  /** Which slot followed which in the last messages, from −1 (begin) on, shifted by one. */
  successors: Int32Array;
};

const NO_EDGES = new Float64Array(0);

function categoricalSlot(layout: CategoricalLayout): CategoricalSlot {
  const isBoolean = layout.feature.kind === 'boolean';
  const entries = isBoolean ? [] : [...layout.cellByCategory];
  return {
    kind: 'categorical',
    layout,
    words: isBoolean ? null : new ByteWords(entries.map(([category]) => category)),
    cells: Int32Array.from(entries, ([, cell]) => cell),
    unknownCell: layout.feature.saturated ? layout.otherCell : layout.newCell,
  };
}

function slotOf(layout: FeatureLayout): ScanSlot | null {
  if (layout.kind === 'numeric') return layout.measure === null ? { kind: 'numeric', layout } : null;
  return layout.kind === 'categorical' ? categoricalSlot(layout) : null;
}

function numericTables(layouts: readonly FeatureLayout[]) {
  const numeric = layouts.map((layout) => (layout.kind === 'numeric' ? layout : null));
  return {
    numericLayouts: numeric,
    edges: numeric.map((layout) => layout?.edges ?? NO_EDGES),
    centres: Float64Array.from(numeric, (layout) => layout?.feature.centre ?? 0),
    scales: Float64Array.from(numeric, (layout) => layout?.feature.scale ?? 1),
    rowSlots: Int32Array.from(numeric, (layout) => layout?.slot ?? -1),
  };
}

/**
 * Null where the scanner can't count: texts and vectors, two features under one key, or an output that does not come
 * last. A model without a reference has a plan without slots.
 */
export function scanPlanOf(grid: Grid | null): ScanPlan | null {
  if (grid === null) return WITHOUT_GRID;
  let plan = plans.get(grid);
  if (plan === undefined) {
    plan = createScanPlan(grid);
    plans.set(grid, plan);
  }
  return plan;
}

function createScanPlan(grid: Grid | null): ScanPlan | null {
  const layouts = grid?.layouts ?? [];
  const featureLayouts = layouts.filter(({ feature }) => feature.source === 'feature');
  if (layouts.length > featureLayouts.length + 1) return null;
  const names = featureLayouts.map(({ key }) => key);
  if (new Set(names).size < names.length || !names.every((name) => name.isWellFormed())) return null;
  const slots = featureLayouts.map(slotOf);
  if (slots.includes(null) || featureLayouts.some(({ index }, position) => index !== position)) return null;
  return {
    grid,
    slots: slots.filter((slot) => slot !== null),
    output: layouts[slots.length] ?? null,
    ...numericTables(layouts),
    offsets: Int32Array.from(layouts, ({ offset }) => offset),
    absentCells: Int32Array.from(layouts, (layout) => specialCellIndex(layout, 'absent') - layout.offset),
    keys: new MemberWords(names),
    names,
    successors: Int32Array.from({ length: names.length + 1 }, (_, index) => (index < names.length ? index : -1)),
  };
}

/** Made when first needed, once a grid. */
const plans = new WeakMap<Grid, ScanPlan | null>();
/** For models without a reference: nothing of their features is counted. */
const WITHOUT_GRID = createScanPlan(null);
