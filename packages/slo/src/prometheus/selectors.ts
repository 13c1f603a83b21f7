export type Matcher = { label: string; op: '=' | '!=' | '=~' | '!~'; value: string };
export type Selector = { metric: string; matchers: Matcher[] };
export type SeriesLabels = Readonly<Record<string, string>>;

const IN_QUERY = /(?<metric>[a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?<matchers>\{[^{}]*\})?\s*\[/gu;
const WHOLE = /^(?<metric>[a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?<matchers>\{[^{}]*\})?$/u;
const MATCHER = /(?<label>[a-zA-Z_][a-zA-Z0-9_]*)\s*(?<op>=~|!~|!=|=)\s*"(?<value>(?:[^"\\]|\\.)*)"/gu;

/** The metrics that a query reads over a range, or the one that it is; [] where they can't be told. */
export function selectorsIn(query: string): Selector[] {
  const text = query.replaceAll(/\{\{\s*\.window\s*\}\}/gu, '5m').trim();
  const whole = WHOLE.exec(text)?.groups;
  const found = whole === undefined ? [...text.matchAll(IN_QUERY)].map(({ groups }) => groups) : [whole];
  return found.map((groups) => ({
    metric: groups?.['metric'] ?? '',
    matchers: [...(groups?.['matchers'] ?? '').matchAll(MATCHER)].map(({ groups: matcher }) => ({
      label: matcher?.['label'] ?? '',
      op: (matcher?.['op'] ?? '=') as Matcher['op'],
      value: unescaped(matcher?.['value'] ?? ''),
    })),
  }));
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gu, '$1');
}

/** Whether labels satisfy a matcher; a label that is absent is "". A pattern that JavaScript can't read matches nothing. */
function satisfies(labels: SeriesLabels, { label, op, value }: Matcher): boolean {
  const given = labels[label] ?? '';
  switch (op) {
    case '=':
      return given === value;
    case '!=':
      return given !== value;
    case '=~':
      return matches(value, given) === true;
    case '!~':
      return matches(value, given) === false;
  }
}

function matches(pattern: string, text: string): boolean | null {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    return null;
  }
}

export function selects({ matchers }: Selector, labels: SeriesLabels): boolean {
  return matchers.every((matcher) => satisfies(labels, matcher));
}

/** Values that a label is tried with: what its matchers name, and what services usually say. */
function candidates(matchers: readonly Matcher[]): string[] {
  const named = matchers.flatMap(({ value }) => [
    value,
    ...value
      .replaceAll(/[()^$]/gu, '')
      .split('|')
      .map((one) => one.replaceAll(/\\d|\.(?![+*])/gu, '0').replaceAll(/[.][+*]|[+*?]/gu, 'x')),
  ]);
  return [...new Set([...named, '200', '500', '404', 'ok', 'error', 'other', ''])];
}

const MAX_TRIES = 5_000;

/** Labels that `wanted` selects and `unwanted` does not; null where none were found. */
export function labelsFor(wanted: readonly Selector[], unwanted: Selector | null): SeriesLabels | null {
  const all = [...wanted, ...(unwanted === null ? [] : [unwanted])].flatMap(({ matchers }) => matchers);
  const byLabel = [...Map.groupBy(all, ({ label }) => label)];
  let tries = 0;
  const search = (index: number, labels: Record<string, string>): SeriesLabels | null => {
    if (tries > MAX_TRIES) return null;
    const next = byLabel[index];
    if (next === undefined) {
      tries += 1;
      const fits = wanted.every((selector) => selects(selector, labels));
      return fits && (unwanted === null || !selects(unwanted, labels)) ? { ...labels } : null;
    }
    for (const value of candidates(next[1])) {
      const found = search(index + 1, { ...labels, [next[0]]: value });
      if (found !== null) return found;
    }
    return null;
  };
  return search(0, {});
}
