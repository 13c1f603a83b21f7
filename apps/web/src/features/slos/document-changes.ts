import {
  countingOf,
  definitionOf,
  formatFactor,
  formatPercent,
  formatWindow,
  parametersOf,
  sliceWords,
  type ParameterValue,
  type SloDocument,
  windowInShort,
} from '@leeway/slo';

/** What a version says that the one before did not, in words; nothing to say for the first. */
export function documentChanges(before: SloDocument | undefined, after: SloDocument): string[] {
  if (before === undefined) return [];
  const changes: string[] = [];
  const tell = (what: string, from: string, to: string) => {
    if (from !== to) changes.push(`${what} ${from} → ${to}`);
  };
  tell('name', before.name, after.name);
  tell('target', formatPercent(before.target), formatPercent(after.target));
  tell('window', windowInShort(before), windowInShort(after));
  tellMeasure(tell, before, after);
  tell('counts', counts(before), counts(after));
  tell('alerts', policy(before), policy(after));
  tell('at least', `${before.spec.alerting.minimumBad} bad`, `${after.spec.alerting.minimumBad} bad`);
  tell('no data', silence(before), silence(after));
  if (before.description !== after.description) changes.push('description');
  return changes;
}

/** Another kind has other parameters: then the kinds and what is good say enough. */
function tellMeasure(tell: (what: string, from: string, to: string) => void, before: SloDocument, after: SloDocument) {
  if (before.spec.kind !== after.spec.kind) return tell('measures', measure(before), measure(after));
  const [from, to] = [parametersOf(before.spec), parametersOf(after.spec)];
  for (const { name, label } of definitionOf(after.spec).parameters)
    tell(label.toLowerCase(), parameterText(before, name, from[name]), parameterText(after, name, to[name]));
}

function counts({ spec }: SloDocument): string {
  const { budgeting } = spec;
  if (budgeting === undefined) return countingOf(spec).noun.many;
  const slices = sliceWords(budgeting.sliceMinutes);
  return budgeting.method === 'timeslices'
    ? `${slices} with ${formatPercent(budgeting.sliceTarget)}`
    : `${slices} by share`;
}

function measure({ spec }: SloDocument): string {
  const { title, short } = definitionOf(spec);
  return `${title} (${short(spec)})`;
}

function parameterText({ spec }: SloDocument, name: string, value: ParameterValue | undefined): string {
  const field = definitionOf(spec).parameters.find((parameter) => parameter.name === name);
  const choice = field?.control === 'choice' ? field.choices(null).find((known) => known.value === value) : undefined;
  return choice?.label ?? (value === undefined || value === '' ? 'all' : String(value));
}

function policy({ spec }: SloDocument): string {
  const rows = spec.alerting.rows.map(({ severity, longMinutes, shortMinutes, burnAbove, forMinutes = 0 }) => {
    const waits = forMinutes === 0 ? '' : ` after ${formatWindow(forMinutes)}`;
    return `${severity} ${formatWindow(longMinutes)} / ${formatWindow(shortMinutes)} ${formatFactor(burnAbove)}${waits}`;
  });
  return rows.length === 0 ? 'none' : rows.join(', ');
}

function silence({ spec }: SloDocument): string {
  return spec.alerting.noDataMinutes === null ? 'freezes' : `alerts after ${spec.alerting.noDataMinutes} min`;
}
