import { AlarmSettings, DriftRuleSettings } from '@leeway/drift';
import type { TableColumns } from '@leeway/tables';
import { backtestRows } from '../backtest/backtest-rows.ts';
import { backtestText } from '../backtest/backtest-text.ts';
import { commonMs, durationMs } from '../backtest/duration.ts';
import { ruleJudge } from '../backtest/judge-by-rule.ts';
import { learnAlarms, planLearning } from '../backtest/learn-alarms.ts';
import { readBacktestReference, type TimedReference } from '../backtest/read-reference.ts';
import { runBacktest } from '../backtest/run-backtest.ts';
import type { WindowJudge } from '../backtest/window-judge.ts';
import { CliError } from '../cli-error.ts';
import type { Command, CliIo } from '../command.ts';
import { TABLE_OPTIONS, tableColumns } from '../register/table-options.ts';

const RULES = ['auto', 'learnt', 'calibrated-thresholds', 'fixed-thresholds'] as const;
type Rule = (typeof RULES)[number];
const HOUR_MS = 3_600_000;
const MOST_LENGTHS = 10;

type Plan = {
  rule: Rule;
  source: string;
  columns: TableColumns;
  windowMs: number[];
  everyMs: number;
  paneMs: number;
  budgetPerWeek: number;
  minSamples: number | undefined;
  io: CliIo;
};

export const backtest: Command = {
  name: 'backtest',
  summary: 'the verdict of every window of a table, as production would have given it',
  options: {
    reference: { value: 'ROWS', help: 'CSV or JSON Lines, also .gz, an http(s) address', required: true },
    input: { value: 'ROWS', help: 'the stream, in the order of time; also -', required: true },
    window: { value: 'LENGTH', help: '5m, 1h, 1d …, 1h; several for the learnt rule', many: true },
    every: { value: 'LENGTH', help: 'how often a window is judged; the shortest window' },
    rule: { value: 'RULE', help: `${RULES.join(', ')}; auto is learnt where the reference covers 3 days` },
    budget: { value: 'N', help: 'false alarms a week that the model may see, 0.5' },
    'min-samples': { value: 'N', help: 'of threshold rules: fewer rows are insufficient, 200' },
    ...TABLE_OPTIONS,
  },
  run: async ({ options, lists, io }) => {
    const plan = planOf(options, lists, io);
    const { input = '' } = options;
    const timed = await readBacktestReference(plan.source, plan.columns, io);
    const { rule, judge, notes } = await judgeOf(plan, timed);
    const { rows, end } = backtestRows(input, plan.columns, io);
    const { paneMs, everyMs, windowMs } = plan;
    const run = await runBacktest(rows, {
      reference: timed.reference,
      judge,
      paneMs,
      everyMs,
      longestMs: Math.max(...windowMs),
      source: input,
    }).finally(end);
    if (run.rows === 0) throw new CliError(`${input}: expected rows, found none`);
    if (run.late > 0) notes.push(`${run.late} rows came after their window was judged and were left out.`);
    return {
      text: backtestText(run.windows, notes),
      json: {
        rule,
        windowMs,
        everyMs,
        reference: { id: timed.reference.id, rows: timed.reference.rowCount },
        rows: run.rows,
        late: run.late,
        notes,
        windows: run.windows,
      },
    };
  },
};

function planOf(
  options: Record<string, string | undefined>,
  lists: Record<string, readonly string[]>,
  io: CliIo,
): Plan {
  const rule = RULES.find((known) => known === (options['rule'] ?? 'auto'));
  if (rule === undefined) throw new CliError(`--rule: expected ${RULES.join(', ')}, found "${options['rule']}"`, 2);
  const words = (lists['window'] ?? []).flatMap((word) => word.split(','));
  const windowMs = [...new Set((words.length === 0 ? ['1h'] : words).map((word) => durationMs('window', word)))];
  if (windowMs.length > MOST_LENGTHS) throw new CliError(`--window: expected at most ${MOST_LENGTHS} lengths`, 2);
  if (windowMs.length > 1 && rule.endsWith('thresholds'))
    throw new CliError(`--window: the rule ${rule} judges one length`, 2);
  windowMs.sort((a, b) => a - b);
  const shortestMs = windowMs[0] ?? HOUR_MS;
  const everyMs = options['every'] === undefined ? shortestMs : durationMs('every', options['every']);
  const source = options['reference'] ?? '';
  if (source === '-') throw new CliError('--reference: expected a file or an address, it is read twice', 2);
  const number = (name: string, most: number): number | undefined => {
    const text = options[name];
    const value = Number(text);
    if (text !== undefined && !(value > 0 && value <= most))
      throw new CliError(`--${name}: expected a number up to ${most}, found "${text}"`, 2);
    return text === undefined ? undefined : value;
  };
  const minSamples = number('min-samples', 1e9);
  if (minSamples !== undefined && !Number.isInteger(minSamples))
    throw new CliError('--min-samples: expected a whole number', 2);
  return {
    rule,
    source,
    columns: tableColumns(options, lists),
    windowMs,
    everyMs,
    paneMs: commonMs([...windowMs, everyMs, HOUR_MS]),
    budgetPerWeek: number('budget', 1e6) ?? 0.5,
    minSamples,
    io,
  };
}

/** The rule that was asked for; `auto` takes the learnt one where the reference allows it, and says why not. */
async function judgeOf(
  plan: Plan,
  timed: TimedReference,
): Promise<{ rule: Rule; judge: WindowJudge; notes: string[] }> {
  const { rule, windowMs, paneMs, budgetPerWeek, minSamples } = plan;
  const { reference } = timed;
  const notes: string[] = [];
  if (rule === 'auto' || rule === 'learnt') {
    const alarms = AlarmSettings.parse({ windowMs, budgetPerWeek });
    const learning = planLearning(timed, paneMs, alarms);
    if ('stretch' in learning) {
      const learnt = await learnAlarms(plan, timed, learning.stretch, alarms);
      const settings = DriftRuleSettings.parse({ rule: 'learnt', alarms });
      const judge = ruleJudge({ reference, settings, windowMs: windowMs[0] ?? HOUR_MS, paneMs, learnt });
      return { rule: 'learnt', judge, notes };
    }
    if (rule === 'learnt') throw new CliError(`alarms cannot be learnt: ${learning.problem}`);
    notes.push(`Alarms cannot be learnt (${learning.problem}); calibrated thresholds instead.`);
  }
  const byRule = rule === 'fixed-thresholds' ? rule : 'calibrated-thresholds';
  const [length = HOUR_MS, ...others] = windowMs;
  if (others.length > 0) throw new CliError(`--window: the rule ${byRule} judges one length`, 2);
  const settings = DriftRuleSettings.parse({
    rule: byRule,
    criticalBudgetPerWeek: budgetPerWeek,
    ...(minSamples === undefined ? {} : { minSamples }),
  });
  return { rule: byRule, judge: ruleJudge({ reference, settings, windowMs: length, paneMs }), notes };
}
