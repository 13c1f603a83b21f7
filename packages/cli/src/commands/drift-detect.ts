import { createDetector, DETECTORS, type CreatedDetector, type DetectorId } from '@leeway/drift';
import { CliError } from '../cli-error.ts';
import type { CliIo, Command } from '../command.ts';
import { readNumberLines } from '../number-lines.ts';
import { sourceBytes, startProgress } from '../progress/progress.ts';

type Found = { drifts: number[]; warnings: number[] };
type Ready = Extract<CreatedDetector, { state: 'ready' }>;

const SHOWN = 20;
const IDS = Object.keys(DETECTORS) as DetectorId[];

/** `name=value`: a number, true, false, or null where it reads like one; else the text itself. */
function paramOf(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new CliError(`--param: expected name=value, found "${text}"`, 2);
  const value = text.slice(at + 1).trim();
  if (['true', 'false', 'null'].includes(value.toLowerCase()))
    return [text.slice(0, at), JSON.parse(value.toLowerCase()) as unknown];
  if (value.toLowerCase() === 'none') return [text.slice(0, at), null];
  return [text.slice(0, at), value !== '' && Number.isFinite(Number(value)) ? Number(value) : value];
}

function detectorOf(name: string | undefined, params: readonly string[]): Ready {
  const id = IDS.find((known) => known === name);
  if (id === undefined) throw new CliError(`--detector: expected one of ${IDS.join(', ')}, found "${name}"`, 2);
  const detector = createDetector(id, Object.fromEntries(params.map(paramOf)));
  if (detector.state === 'ready') return detector;
  const known = Object.keys(DETECTORS[id].params.parse({})).join(', ');
  throw new CliError(`--param: ${detector.reason} (${id} takes ${known})`, 2);
}

async function detect(detector: Ready, source: string, io: CliIo): Promise<Found> {
  const found: Found = { drifts: [], warnings: [] };
  const progress = startProgress(io, source, sourceBytes(source));
  let index = 0;
  try {
    for await (const values of readNumberLines(source, io, progress.add)) {
      for (const value of values) {
        const { drift, warning, ignored } = detector.update(value);
        if (ignored !== null) throw new CliError(`${source}: line ${index + 1}, column 1: ${ignored}, found ${value}`);
        if (drift) found.drifts.push(index);
        if (warning) found.warnings.push(index);
        index += 1;
      }
    }
  } finally {
    progress.end();
  }
  return found;
}

function sentence(name: string, indices: readonly number[]): string {
  if (indices.length === 0) return `${name}: none`;
  return `${name}: ${indices.slice(0, SHOWN).join(' ')}${indices.length > SHOWN ? ` … (${indices.length})` : ''}`;
}

export const driftDetect: Command = {
  name: 'drift detect',
  summary: 'where a stream of numbers changed, as a detector says it',
  options: {
    detector: { value: 'name', help: IDS.join(', '), required: true },
    input: { value: 'file', help: 'one number a line; also .gz, an address, or - for standard input', required: true },
    param: { value: 'name=value', help: "a parameter of the detector, with River's names and defaults", many: true },
  },
  run: async ({ options, lists, io }) => {
    const detector = detectorOf(options['detector'], lists['param'] ?? []);
    const found = await detect(detector, options['input'] ?? '', io);
    return { text: `${sentence('drift', found.drifts)}\n${sentence('warning', found.warnings)}`, json: found };
  },
};
