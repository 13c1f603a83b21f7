import { z } from 'zod';
import { MAX_FEATURES } from '../bounds.ts';
import { FieldPath } from './field-path.ts';

/** What the bytes of a message are. Never guessed: a topic says what it carries. */
export const STREAM_FORMATS = [
  'json',
  'cloudevents',
  'kserve',
  'seldon',
  'sagemaker',
  'bentoml',
  'avro',
  'json-schema',
  'protobuf',
] as const;

const FeatureName = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => name !== '__proto__', 'not a name of a feature');

const fromPath = z.strictObject({ path: FieldPath });
const fromHeader = z.strictObject({ header: z.string().min(1).max(200) });
const fromKey = z.strictObject({ key: z.literal(true) });
const fromConst = z.strictObject({ const: z.string().min(1).max(200) });

/** Where a single value comes from: a field, a header (`ce_id`, in whatever case), the record's key, or always the same. */
export const FieldSource = z.union([fromPath, fromHeader, fromKey, fromConst]);
export type FieldSource = z.infer<typeof FieldSource>;

/** `equals` is what the stream calls this model, where that is not its id. */
const equals = z.string().min(1).max(200).optional();
const ModelSource = z.union([
  fromPath.extend({ equals }),
  fromHeader.extend({ equals }),
  fromKey.extend({ equals }),
  fromConst,
]);

/** `ms` also takes ISO 8601. `zone` is meant where the text has none. `record`: the record's own timestamp. */
const TimeSource = z.union([
  z.strictObject({
    ...fromPath.partial().shape,
    ...fromHeader.partial().shape,
    unit: z.enum(['s', 'ms', 'us', 'ns', 'iso']).default('ms'),
    zone: z
      .string()
      .regex(/^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/u, 'Z or an offset like +01:00')
      .optional(),
  }),
  z.strictObject({ record: z.literal(true) }),
]);

/**
 * Features of one row. `object`: names and values. `array`: values whose names are `order`. `columns`: lists of equal
 * length by name, one row a position. `split`: `{columns, data}` as pandas writes it. `fields`: each by its own path.
 * Left out: an object or, with an `order`, a list.
 */
const FeatureSource = z.strictObject({
  path: FieldPath.optional(),
  as: z.enum(['object', 'array', 'columns', 'split', 'fields']).optional(),
  order: z.array(FeatureName).min(1).max(MAX_FEATURES).optional(),
  fields: z.record(FeatureName, FieldPath).optional(),
  /** Nested objects become features named `outer.inner`. */
  flatten: z.boolean().optional(),
  /** Names that are not features. */
  except: z.array(FeatureName).max(MAX_FEATURES).optional(),
});

const StatusSource = z.strictObject({ path: FieldPath, errors: z.array(z.string().max(200)).min(1).max(50) });
const LatencySource = z.strictObject({ path: FieldPath, unit: z.enum(['s', 'ms', 'us', 'ns']).default('ms') });

/**
 * How the messages of a topic are read. What is left out is as usual for the format; `{}` is Leeway's own contract.
 * All models of a topic share one mapping, apart from `model.equals`.
 */
export const StreamMapping = z
  .strictObject({
    format: z.enum(STREAM_FORMATS).default('json'),
    carries: z.enum(['predictions', 'labels']).default('predictions'),
    model: ModelSource.optional(),
    version: FieldSource.optional(),
    eventId: FieldSource.optional(),
    time: TimeSource.optional(),
    /** List whose entries are one event each; the paths below are then read in an entry. */
    rows: FieldPath.optional(),
    features: FeatureSource.optional(),
    score: fromPath.optional(),
    prediction: fromPath.optional(),
    latency: LatencySource.optional(),
    status: StatusSource.optional(),
    label: fromPath.optional(),
    /** Where requests and responses are messages of their own: which of them are read. */
    take: z.enum(['both', 'requests', 'responses']).default('both'),
  })
  .superRefine((mapping, ctx) => {
    const problem = (path: string[], message: string) => ctx.addIssue({ code: 'custom', path, message });
    const { time, features } = mapping;
    if (time !== undefined && !('record' in time) && (time.path === undefined) === (time.header === undefined))
      problem(['time'], 'either a path or a header');
    if (features?.as === 'array' && features.order === undefined)
      problem(['features', 'order'], 'a list of features needs their names, in order');
    if ((features?.as === 'fields') !== (features?.fields !== undefined))
      problem(['features', 'fields'], '`fields` and `as: fields` go together');
    if (new Set(features?.order).size < (features?.order?.length ?? 0))
      problem(['features', 'order'], 'a name appears twice');
    // Neither a zero byte nor half a character can be stored as text.
    if (/\\u0000|\\ud[89a-f]/u.test(JSON.stringify(mapping))) problem([], 'characters that cannot be stored');
    if (Object.keys(features?.fields ?? {}).length > MAX_FEATURES)
      problem(['features', 'fields'], `at most ${MAX_FEATURES} features`);
  });
export type StreamMapping = z.infer<typeof StreamMapping>;
export type StreamMappingInput = z.input<typeof StreamMapping>;
export type FeatureMapping = NonNullable<StreamMapping['features']>;

const PLAIN_KEYS: ReadonlySet<string> = new Set(['format', 'carries', 'take']);

/** True for Leeway's own JSON contract, which has a path of its own, faster than any mapping's. */
export function isOwnContract(mapping: StreamMapping): boolean {
  const { format, ...rest } = mapping;
  return format === 'json' && Object.entries(rest).every(([key, value]) => PLAIN_KEYS.has(key) || value === undefined);
}
