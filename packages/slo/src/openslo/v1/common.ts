import { z } from 'zod';
import { parseDuration } from '../duration.ts';

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/u;
/** Prefix/name as Kubernetes has it; the prefix may be left out. */
const ANNOTATION = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/u;

export const required = (what: string) => ({ error: ({ input }: { input?: unknown }) => wrongType(what, input) });

function wrongType(what: string, input: unknown): string {
  if (input === undefined) return `required: ${what}`;
  return `expected ${what}, found ${shown(input)}`;
}

function shown(input: unknown): string {
  if (input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'an object';
  return JSON.stringify(input).slice(0, 80);
}

export const text = (what: string, most = 1_050) =>
  z.string(required(what)).min(1, `required: ${what}`).max(most, `at most ${most} characters`);

export const name = (what: string) =>
  text(what, 63).regex(
    NAME,
    'lower-case letters, digits and "-", beginning and ending with a letter or digit (RFC 1123)',
  );

export const Description = z.string(required('a text')).max(1_050, 'at most 1,050 characters').optional();

/** `positive`: zero is no length. */
export const duration = ({ positive }: { positive: boolean }) =>
  z
    .string(required('a duration such as 1h'))
    .refine((value) => parseDuration(value) !== null, 'a whole number and one of m, h, d, w, M, Q, Y: 30d')
    .refine((value) => !positive || parseDuration(value)?.count !== 0, 'longer than nothing');

const LabelValue = z.union([z.string(), z.array(z.string()).max(100)], 'a text or a list of texts');

export const Metadata = z.strictObject(
  {
    name: name('a name'),
    displayName: z.string(required('a text')).max(255, 'at most 255 characters').optional(),
    labels: z.record(z.string(), LabelValue, required('an object of labels')).optional(),
    annotations: z
      .record(z.string().regex(ANNOTATION, 'a key such as example.com/name'), z.string(required('a text')))
      .optional(),
  },
  required('metadata with a name'),
);

export const Op = z.enum(['lte', 'gte', 'lt', 'gt'], required('lte, gte, lt or gt'));

export const number = (what: string) => z.number(required(what));

export type Metadata = z.infer<typeof Metadata>;
