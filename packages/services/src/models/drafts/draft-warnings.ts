import { gridOf, type FrozenReference } from '@leeway/drift';

const DAY_MS = 86_400_000;
const SHORT_DAYS = 3;
/** Whole numbers of so few values may be codes. */
const FEW_VALUES = 12;
const MANY_CATEGORIES = 1_000;
const MANY_MISSING = 0.5;
const MANY_WRONG = 0.01;

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

/** Of the rows as a whole, for people. */
export function draftWarnings({ provenance, rowCount, features }: FrozenReference): string[] {
  const warnings: string[] = [];
  const { fromMs, toMs, rows } = provenance;
  if (fromMs === undefined || toMs === undefined)
    warnings.push('The rows have no times: what these settings would have said of them cannot be shown.');
  else if (toMs - fromMs < SHORT_DAYS * DAY_MS)
    warnings.push(
      `The rows cover ${spanWords(toMs - fromMs)}: daily and weekly rhythms that they do not hold will look like drift.`,
    );
  if (rowCount < 1_000) warnings.push(`Only ${rowCount} rows: thresholds will be wide.`);
  if (rows !== undefined && rows.skipped > 0)
    warnings.push(`${rows.skipped} of ${rows.read} rows could not be used and were left out.`);
  if (!features.some(({ name }) => name === 'prediction'))
    warnings.push('The rows hold neither a score nor an answer: how the model’s output drifts cannot be measured.');
  return warnings;
}

function spanWords(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} seconds`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} minutes`;
  if (ms < 2 * DAY_MS) return `${Math.round(ms / 3_600_000)} hours`;
  return `${(ms / DAY_MS).toFixed(1)} days`;
}

/** Of one feature. */
export function featureWarnings(reference: FrozenReference, index: number): string[] {
  const feature = reference.features[index];
  const layout = gridOf(reference).layouts[index];
  if (feature === undefined || layout === undefined) return [];
  const warnings: string[] = [];
  const { values, missing, min, max } = feature;
  const share = missing / Math.max(1, reference.rowCount);
  const wrong = (reference.rowCount - values - missing) / Math.max(1, reference.rowCount);
  if (values === 0) return ['No row has a usable value.'];
  if (share >= MANY_MISSING) warnings.push(`${percent(share)} of the rows have no value.`);
  if (wrong >= MANY_WRONG) warnings.push(`${percent(wrong)} of the rows hold something that is no ${feature.kind}.`);
  if (min !== null && min === max) warnings.push(`Every value is ${min}.`);
  if (layout.kind === 'numeric' && !layout.feature.coerce && looksLikeCodes(layout.edges, min, max))
    warnings.push('Few different whole numbers: declare it categorical if they are codes.');
  if ('categories' in layout.feature) {
    const { categories, others, saturated } = layout.feature;
    const count = categories.length + others.length;
    if (saturated) warnings.push('More categories than can be remembered: ids and free text are no categories.');
    else if (count > MANY_CATEGORIES) warnings.push(`${count} categories: the rarer ones are counted together.`);
    if (count === 1 && feature.kind === 'categorical') warnings.push('Every row has the same category.');
  }
  return warnings;
}

/** Edges of a column of few values stand at, or just beside, the values. */
function looksLikeCodes(edges: Float64Array, min: number | null, max: number | null): boolean {
  if (min === null || max === null || min === max || !Number.isInteger(min) || !Number.isInteger(max)) return false;
  if (min < 0 || max - min >= 1_000) return false;
  const whole = new Set([...edges].map((edge) => Math.round(edge)));
  return whole.size <= FEW_VALUES && [...edges].every((edge) => Math.abs(edge - Math.round(edge)) < 1e-9);
}
