import { Stretch } from '@leeway/services';
import { timeCell } from '@leeway/tables';
import { CliError } from '../cli-error.ts';

/** Options that name a stretch of a model's own topic instead of a file. */
export const STRETCH_OPTIONS = {
  last: { value: 'N', help: 'instead of a file: the last N rows of the model’s own topic, read by a running worker' },
  from: { value: 'TIME', help: 'instead of a file: the topic from here on, by the times of its messages' },
  to: { value: 'TIME', help: 'with --from: and to here; now if left out' },
};

/** Undefined where no option names one. */
export function stretchOf(options: Record<string, string | undefined>, nowMs: number): Stretch | undefined {
  const { last, from, to } = options;
  if (last === undefined && from === undefined) {
    if (to !== undefined) throw new CliError('--to says where --from ends', 2);
    return undefined;
  }
  if (last !== undefined && (from ?? to) !== undefined) throw new CliError('either --last or --from and --to', 2);
  const asked =
    last === undefined
      ? { kind: 'between', fromMs: timeOf('from', from ?? ''), toMs: to === undefined ? nowMs : timeOf('to', to) }
      : { kind: 'last', rows: Number(last) };
  const parsed = Stretch.safeParse(asked);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CliError(`${last === undefined ? '--from, --to' : '--last'}: ${issue?.message ?? 'does not fit'}`, 2);
}

function timeOf(option: string, text: string): number {
  const ms = timeCell(text);
  if (ms === undefined) throw new CliError(`--${option}: expected a time like 2026-11-25T12:00:00Z, found ${text}`, 2);
  return ms;
}
