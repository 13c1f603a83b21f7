import { definitionOf } from '../sli/registry.ts';
import type { SentencePart } from '../sli/sli-definition.ts';
import { sliceWords } from '../sli/slice-minutes.ts';
import type { CountedSpec } from '../spec/budgeting.ts';
import type { SloWindow } from '../window/slo-window.ts';
import { formatPercent } from './format-number.ts';
import { windowInShort, windowWords } from './window-words.ts';

/** "99 % of predictions by X are answered within 200 ms over a rolling 30 days", in parts that a form can edit. */
export function objectiveSentence(
  input: { spec: CountedSpec; target: number; modelName: string } & SloWindow,
): SentencePart[] {
  const { lead, length } = windowWords(input);
  return [
    ...keptOf(input),
    { text: ` over ${lead} `, field: null },
    { text: length, field: 'window' },
    { text: '.', field: null },
  ];
}

/** What must be kept, event by event or slice by slice. */
function keptOf({ spec, target, modelName }: { spec: CountedSpec; target: number; modelName: string }): SentencePart[] {
  const { budgeting } = spec;
  const kept = definitionOf(spec).sentence(spec, modelName);
  const share: SentencePart = { text: formatPercent(target), field: 'target' };
  if (budgeting === undefined) return [share, { text: ' of ', field: null }, ...kept];
  const slices: SentencePart = { text: sliceWords(budgeting.sliceMinutes), field: 'budgeting' };
  if (budgeting.method === 'timeslices')
    return [
      { text: 'In ', field: null },
      share,
      { text: ' of ', field: null },
      slices,
      { text: ' at least ', field: null },
      { text: formatPercent(budgeting.sliceTarget), field: 'budgeting' },
      { text: ' of ', field: null },
      ...kept,
      { text: ',', field: null },
    ];
  return [
    share,
    { text: ' of ', field: null },
    ...kept,
    { text: ', all ', field: null },
    slices,
    { text: ' alike,', field: null },
  ];
}

/** "99 % within 100 ms, 30 d": the objective where a list has no room for a sentence. */
export function objectiveInShort(input: { spec: CountedSpec; target: number } & SloWindow): string {
  const { spec, target } = input;
  const good = definitionOf(spec).short(spec);
  const { budgeting } = spec;
  const kept =
    budgeting === undefined
      ? good
      : budgeting.method === 'timeslices'
        ? `of ${sliceWords(budgeting.sliceMinutes)} ${formatPercent(budgeting.sliceTarget)} ${good}`
        : `${good} by ${sliceWords(budgeting.sliceMinutes)}`;
  return `${formatPercent(target)} ${kept}, ${windowInShort(input)}`;
}
