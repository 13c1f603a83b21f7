import { definitionOf, type SliSpec } from '../sli/registry.ts';
import type { SentencePart } from '../sli/sli-definition.ts';
import { formatPercent } from './format-number.ts';

const NBSP = '\u00a0';

/** "99 % of predictions by X are answered within 200 ms over a rolling 30 days", in parts that a form can edit. */
export function objectiveSentence(input: {
  spec: SliSpec;
  target: number;
  windowDays: number;
  modelName: string;
}): SentencePart[] {
  return [
    { text: formatPercent(input.target), field: 'target' },
    { text: ' of ', field: null },
    ...definitionOf(input.spec).sentence(input.spec, input.modelName),
    { text: ' over a rolling ', field: null },
    { text: `${input.windowDays}${NBSP}${input.windowDays === 1 ? 'day' : 'days'}`, field: 'window' },
    { text: '.', field: null },
  ];
}

/** "99 % within 200 ms, 30 d": the objective where a list has no room for a sentence. */
export function objectiveInShort(input: { spec: SliSpec; target: number; windowDays: number }): string {
  const good = definitionOf(input.spec).short(input.spec);
  return `${formatPercent(input.target)} ${good}, ${input.windowDays}${NBSP}d`;
}
