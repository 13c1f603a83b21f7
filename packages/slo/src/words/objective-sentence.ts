import { definitionOf, type SliSpec } from '../sli/registry.ts';
import type { SentencePart } from '../sli/sli-definition.ts';
import type { SloWindow } from '../window/slo-window.ts';
import { formatPercent } from './format-number.ts';
import { windowInShort, windowWords } from './window-words.ts';

/** "99 % of predictions by X are answered within 200 ms over a rolling 30 days", in parts that a form can edit. */
export function objectiveSentence(
  input: {
    spec: SliSpec;
    target: number;
    modelName: string;
  } & SloWindow,
): SentencePart[] {
  const { lead, length } = windowWords(input);
  return [
    { text: formatPercent(input.target), field: 'target' },
    { text: ' of ', field: null },
    ...definitionOf(input.spec).sentence(input.spec, input.modelName),
    { text: ` over ${lead} `, field: null },
    { text: length, field: 'window' },
    { text: '.', field: null },
  ];
}

/** "99 % within 200 ms, 30 d": the objective where a list has no room for a sentence. */
export function objectiveInShort(input: { spec: SliSpec; target: number } & SloWindow): string {
  const good = definitionOf(input.spec).short(input.spec);
  return `${formatPercent(input.target)} ${good}, ${windowInShort(input)}`;
}
