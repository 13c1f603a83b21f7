import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { PerformanceReport } from '../performance/performance-report.ts';
import { performanceText } from '../performance/performance-text.ts';
import { readReference, type FittedReference } from '../performance/read-reference.ts';
import { readPerformanceRows, type ColumnNames } from '../performance/row-columns.ts';

const MAX_CHUNK_ROWS = 10_000_000;
const CHOICES = ['always', 'never', 'auto'] as const;
type Options = Record<string, string | undefined>;

function numberOption(options: Options, name: string, fallback: number, isFine: (value: number) => boolean): number {
  const text = options[name];
  if (text === undefined) return fallback;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!isFine(value)) throw new CliError(`--${name}: "${text}" will not do`, 2);
  return value;
}

function choiceOption(text: string | undefined): (typeof CHOICES)[number] {
  const choice = CHOICES.find((known) => known === (text ?? 'auto'));
  if (choice === undefined) throw new CliError(`--calibrate: expected ${CHOICES.join(', ')}, found "${text}"`, 2);
  return choice;
}

/** What the report says of the reference it estimated by. */
function estimation({ estimator, ranges, rows }: FittedReference) {
  const { needed, reason, before, after } = estimator.decision;
  return { referenceRows: rows, calibrated: needed, reason, eceBefore: before, eceAfter: after, thresholds: ranges };
}

export const performanceCommand: Command = {
  name: 'performance',
  summary: 'how well a binary model did, and how well it probably does where labels are missing',
  options: {
    input: { value: 'rows.csv', help: 'rows in their order; also .jsonl, .gz, an address or -', required: true },
    label: { value: 'column', help: 'what was true: 1 or 0, empty where it is not known', required: true },
    score: { value: 'column', help: 'probability of the positive class', required: true },
    prediction: { value: 'column', help: "the model's own answer, 1 or 0; else score ≥ threshold" },
    threshold: { value: 'number', help: 'from which score on the answer is positive, 0.5' },
    'chunk-size': { value: 'rows', help: 'rows of a chunk, 5000; the last one holds what is left' },
    estimate: { help: 'estimate every chunk without its labels (CBPE), by a labelled reference' },
    reference: { value: 'ref.csv', help: 'labelled rows with the same columns, for --estimate' },
    calibrate: { value: 'choice', help: 'whether scores are calibrated on the reference: auto, always, never' },
  },
  run: async ({ options, io }) => {
    const threshold = numberOption(options, 'threshold', 0.5, (value) => Number.isFinite(value));
    const chunkRows = numberOption(
      options,
      'chunk-size',
      5_000,
      (value) => Number.isInteger(value) && value >= 1 && value <= MAX_CHUNK_ROWS,
    );
    const choice = choiceOption(options['calibrate']);
    const { reference: source, input = '', label = '', score = '', prediction } = options;
    const names: ColumnNames = { label, score, prediction };
    const isEstimating = options['estimate'] === 'true';
    if (isEstimating && source === undefined) throw new CliError('--estimate needs --reference', 2);
    if (!isEstimating && (source !== undefined || options['calibrate'] !== undefined))
      throw new CliError('--reference and --calibrate are for --estimate', 2);
    const reference =
      source === undefined ? undefined : await readReference({ source, names, threshold, chunkRows, choice, io });
    const report = new PerformanceReport(chunkRows, reference?.estimator);
    await readPerformanceRows({ source: input, names, threshold, io }, (row) => report.add(row));
    if (report.rows === 0) throw new CliError(`${input}: expected rows, found none`);
    const overall = report.end();
    const { realized, ...rest } = overall;
    return {
      text: performanceText(overall, report.chunks),
      json: {
        overall: { rows: report.rows, labelled: report.labelled, ...realized, ...rest },
        chunks: report.chunks,
        ...(reference === undefined ? {} : { estimation: estimation(reference) }),
      },
    };
  },
};
