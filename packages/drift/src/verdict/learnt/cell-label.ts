import type { FeatureLayout } from '../../grid/grid.ts';

const MOST_CHARACTERS = 60;

function number(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(5)));
}

/** What a value cell of the alarm rule holds, for people: a category, a number, or an interval. */
export function cellLabel(layout: FeatureLayout, cell: number): string {
  if (layout.kind === 'numeric') {
    // The rule's cells begin after the one below the reference's range.
    const low = number(layout.edges[cell]);
    const high = number(layout.edges[cell + 1]);
    return low === high ? low : `${low} to ${high}`;
  }
  if (layout.kind === 'vector') return '';
  const category = layout.feature.categories[cell];
  if (category === undefined) return 'another known value';
  return category.length > MOST_CHARACTERS ? `${category.slice(0, MOST_CHARACTERS)}…` : category;
}
