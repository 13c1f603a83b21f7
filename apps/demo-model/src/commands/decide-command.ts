import type { z } from 'zod';
import type { Change } from '../messages/change-message.ts';
import { describeTraffic, type ServingState } from '../state/serving-state.ts';
import { COMMAND_PARAMETERS, firstProblem, type RemediationCommand } from './remediation-command.ts';

export type Decision =
  | { kind: 'refuse'; message: string }
  /** What is asked for is so already: answered as done, nothing changes. */
  | { kind: 'unchanged'; message: string }
  | { kind: 'change'; next: ServingState; change: Change; message: string }
  | { kind: 'retrain'; recentRows: number };

/** What a command means for the state as it is. Pure; decides nothing about having seen the command before. */
export function decideCommand(serving: ServingState, command: RemediationCommand, nowMs: number): Decision {
  if (command.notAfter < nowMs)
    return refuse(`too late: not to be carried out after ${new Date(command.notAfter).toISOString()}`);
  switch (command.action) {
    case 'set-version':
      return withParameters(COMMAND_PARAMETERS['set-version'], command, ({ version }) =>
        setTraffic(serving, { [version]: 1 }),
      );
    case 'shift-traffic':
      return withParameters(COMMAND_PARAMETERS['shift-traffic'], command, ({ traffic }) =>
        setTraffic(serving, traffic),
      );
    case 'set-pipeline':
      return withParameters(COMMAND_PARAMETERS['set-pipeline'], command, ({ pipeline }) =>
        setPipeline(serving, pipeline),
      );
    case 'fall-back':
      return withParameters(COMMAND_PARAMETERS['fall-back'], command, ({ enabled }) =>
        setSwitch(serving, 'fallback', enabled, 'Fallback rule'),
      );
    case 'pause':
      return withParameters(COMMAND_PARAMETERS.pause, command, ({ paused }) =>
        setSwitch(serving, 'paused', paused, 'Pause'),
      );
    case 'adjust-threshold':
      return withParameters(COMMAND_PARAMETERS['adjust-threshold'], command, ({ threshold }) =>
        setThreshold(serving, threshold),
      );
    case 'retrain':
      return withParameters(COMMAND_PARAMETERS.retrain, command, ({ recentRows }) => ({
        kind: 'retrain',
        recentRows,
      }));
    default:
      return refuse(`this model knows no action ${command.action}`);
  }
}

function withParameters<S extends z.ZodType>(
  schema: S,
  command: RemediationCommand,
  decide: (parameters: z.output<S>) => Decision,
): Decision {
  const parsed = schema.safeParse(command.parameters);
  return parsed.success ? decide(parsed.data) : refuse(`parameters: ${firstProblem(parsed.error)}`);
}

function setTraffic(serving: ServingState, wanted: Record<string, number>): Decision {
  const shares = Object.entries(wanted).filter(([, share]) => share > 0);
  const known = serving.versions.map(({ version }) => version);
  const unknown = Object.keys(wanted).find((version) => !known.includes(version));
  if (unknown !== undefined) return refuse(`version ${unknown} is not known; there are ${known.join(', ')}`);
  const sum = shares.reduce((total, [, share]) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-6) return refuse(`the shares add up to ${sum}, not to 1`);
  const traffic = Object.fromEntries(shares);
  const [from, to] = [describeTraffic(serving.traffic), describeTraffic(traffic)];
  if (sameShares(serving.traffic, traffic)) return unchanged(`already so: traffic goes to ${to}`);
  return {
    kind: 'change',
    next: { ...serving, traffic },
    change: { title: `Traffic moved to ${to}`, detail: '', from, to },
    message: `traffic moved from ${from} to ${to}`,
  };
}

function sameShares(a: Record<string, number>, b: Record<string, number>): boolean {
  const versions = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...versions].every((version) => Math.abs((a[version] ?? 0) - (b[version] ?? 0)) < 1e-9);
}

function setPipeline(serving: ServingState, pipeline: string): Decision {
  if (!serving.pipelines.includes(pipeline))
    return refuse(`pipeline ${pipeline} is not known; there are ${serving.pipelines.join(', ')}`);
  if (serving.pipeline === pipeline) return unchanged(`already so: pipeline ${pipeline} feeds the model`);
  const from = serving.pipeline;
  return {
    kind: 'change',
    next: { ...serving, pipeline },
    change: { title: `Feature pipeline set to ${pipeline}`, detail: '', from, to: pipeline },
    message: `feature pipeline set from ${from} to ${pipeline}`,
  };
}

function setThreshold(serving: ServingState, threshold: number): Decision {
  if (serving.threshold === threshold) return unchanged(`already so: the threshold is ${threshold}`);
  const from = String(serving.threshold);
  return {
    kind: 'change',
    next: { ...serving, threshold },
    change: { title: `Decision threshold set to ${threshold}`, detail: '', from, to: String(threshold) },
    message: `threshold set from ${from} to ${threshold}`,
  };
}

function setSwitch(serving: ServingState, field: 'paused' | 'fallback', on: boolean, name: string): Decision {
  const word = (value: boolean): string => (value ? 'on' : 'off');
  if (serving[field] === on) return unchanged(`already so: ${name.toLowerCase()} is ${word(on)}`);
  return {
    kind: 'change',
    next: { ...serving, [field]: on },
    change: { title: `${name} ${word(on)}`, detail: '', from: word(!on), to: word(on) },
    message: `${name.toLowerCase()} is ${word(on)}`,
  };
}

function refuse(message: string): Decision {
  return { kind: 'refuse', message };
}

function unchanged(message: string): Decision {
  return { kind: 'unchanged', message };
}
