import { METRIC_IDS, type MetricId } from '@leeway/drift';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { COLUMN_KINDS, type ColumnKind } from '../compare/column-kind.ts';
import { compareFeature } from '../compare/compare-feature.ts';
import { compareTables } from '../compare/compare-tables.ts';
import { comparisonText } from '../compare/comparison-text.ts';
import type { FeatureComparison } from '../compare/feature-comparison.ts';

const DEFAULT_BINS = 10;
const MOST_BINS = 1_000;
const FAIL_ON = ['warning', 'critical'] as const;

export const driftCompare: Command = {
  name: 'drift compare',
  summary: 'how the columns of one table differ from those of another, by every metric',
  options: {
    reference: { value: 'TABLE', help: 'CSV or JSON Lines, also .gz, an http(s) address or -', required: true },
    current: { value: 'TABLE', help: 'the same, compared with the reference column by column', required: true },
    metric: { value: 'ID', help: 'only these metrics; "leeway drift metrics" lists them', many: true },
    bins: { value: 'N', help: `bins of equal reference mass for binned metrics of numbers, ${DEFAULT_BINS}` },
    type: { value: 'COLUMN=KIND', help: `what a column is: ${COLUMN_KINDS.join(', ')}`, many: true },
    'exact-values': { value: 'N', help: 'keep so many values of a feature; beyond, count them on a grid' },
    'fail-on': { value: 'LEVEL', help: 'exit with 1 when a feature is at this level: warning or critical' },
  },
  run: async ({ options, lists, io }) => {
    const metrics = metricsOf(lists['metric'] ?? []);
    const bins = wholeNumber('bins', options['bins'], { least: 2, most: MOST_BINS }) ?? DEFAULT_BINS;
    const failOn = levelOf(options['fail-on']);
    const { reference = '', current = '' } = options;
    if (reference === '-' && current === '-')
      throw new CliError('only one of the tables can come from standard input', 2);
    const kinds = kindsOf(lists['type'] ?? []);
    const exactValues = wholeNumber('exact-values', options['exact-values'], { least: 1, most: 1e8 });
    const tables = await compareTables({ reference, current, kinds, exactValues }, io);
    const features = new Map(
      tables.columns
        .flatMap((column) => column.features())
        .map(({ name, ...feature }) => [name, compareFeature(feature, { bins, metrics })]),
    );
    const notes = tables.unknown.length > 0 ? [`Not in the reference: ${tables.unknown.join(', ')}.`] : [];
    return {
      text: comparisonText(features, metrics, notes),
      json: { features: Object.fromEntries(features), unknownColumns: tables.unknown },
      failed: [...features.values()].some((feature) => isAtLevel(feature, failOn)),
    };
  },
};

function metricsOf(words: readonly string[]): MetricId[] {
  return words
    .flatMap((word) => word.split(','))
    .map((word) => {
      const id = METRIC_IDS.find((known) => known === word.trim());
      if (id === undefined)
        throw new CliError(`--metric: expected one of ${METRIC_IDS.join(', ')}, found "${word}"`, 2);
      return id;
    });
}

/** `column=kind`; the last = divides, for a name may hold one. */
function kindsOf(words: readonly string[]): Map<string, ColumnKind> {
  return new Map(
    words.map((word) => {
      const at = word.lastIndexOf('=');
      const kind = COLUMN_KINDS.find((known) => known === word.slice(at + 1));
      if (at < 1 || kind === undefined)
        throw new CliError(`--type: expected column=${COLUMN_KINDS.join('|')}, found "${word}"`, 2);
      return [word.slice(0, at), kind];
    }),
  );
}

function wholeNumber(
  name: string,
  text: string | undefined,
  range: { least: number; most: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= range.least && value <= range.most && text.trim() !== '') return value;
  throw new CliError(`--${name}: expected a whole number from ${range.least} to ${range.most}, found "${text}"`, 2);
}

function levelOf(text: string | undefined): (typeof FAIL_ON)[number] | undefined {
  if (text === undefined) return undefined;
  const level = FAIL_ON.find((known) => known === text);
  if (level === undefined) throw new CliError(`--fail-on: expected warning or critical, found "${text}"`, 2);
  return level;
}

function isAtLevel({ verdict }: FeatureComparison, level: (typeof FAIL_ON)[number] | undefined): boolean {
  if (level === undefined) return false;
  return verdict === 'critical' || (level === 'warning' && verdict === 'warning');
}
