import { attributeName, readHeaders } from '../mapping/attribute-reader.ts';
import { pathOf } from '../mapping/field-path.ts';
import { mappingFromBentoMl } from '../mapping/mapping-from-bentoml.ts';
import { Refusal } from '../mapping/refusal.ts';
import { StreamMapping, type StreamMappingInput } from '../mapping/stream-mapping.ts';
import type { StreamMessage } from '../mapping/stream-message.ts';
import { parseJsonBytes } from '../formats/parse-json.ts';
import { schemaIdOf } from '../formats/registry/framing.ts';
import { SchemaBook } from '../formats/schema-book.ts';

/** `notes` say in words what was taken for what, and what could not be told. */
export type MappingSuggestion = { mapping: StreamMapping; notes: string[] };

type Fields = Record<string, unknown>;
type Leaf = { segments: string[]; name: string; value: unknown };

const MAX_SAMPLES = 20;
const MAX_LEAVES = 500;
const ID = /^(?:(?:event|request|prediction|inference|message|trace)?_?id|uuid|guid|req(?:uest)?)$/iu;
const MODEL = /^(?:model(?:_?(?:name|id))?|m)$/iu;
const VERSION = /^(?:model_?)?version$/iu;
const TIME = /^(?:ts|time|timestamp(?:_ms)?|(?:event_?|created_?|request_?|inference_?)(?:time|ts|at))$/iu;
const FEATURES = /^(?:features?|inputs?|f|x|instance|row|data)$/iu;
const SCORE = /^(?:score|prob(?:ability)?|p|proba|confidence)$/iu;
const PREDICTION = /^(?:prediction|predicted|pred|class|decision|yhat|y_pred|answer|output)$/iu;
const LATENCY = /^(?:latency|duration|took|elapsed)(?:_?(?:ms|s|us|ns))?$/iu;
const ROWS = /^(?:rows|records|events|predictions|instances|batch|items)$/iu;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Scalars, lists and objects of a message by where they are, outer ones first. */
function leavesOf(root: Fields): Leaf[] {
  const leaves: Leaf[] = [];
  const queue: { value: Fields; segments: string[] }[] = [{ value: root, segments: [] }];
  for (let next = queue.shift(); next !== undefined && leaves.length < MAX_LEAVES; next = queue.shift())
    for (const [name, value] of Object.entries(next.value)) {
      const segments = [...next.segments, name];
      leaves.push({ segments, name, value });
      if (isFields(value) && segments.length < 4) queue.push({ value, segments });
    }
  return leaves;
}

function unitOf(value: unknown): 's' | 'ms' | 'us' | 'ns' | 'iso' | null {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/u.test(value) ? 'iso' : null;
  if (typeof value !== 'number' || value < 1e8) return null;
  if (value < 1e11) return 's';
  if (value < 1e14) return 'ms';
  return value < 1e17 ? 'us' : 'ns';
}

/** What the envelope alone tells: these formats have marks of their own. */
function envelopeFormat(message: StreamMessage, root: unknown): StreamMapping['format'] | null {
  const header = readHeaders(message.headers);
  const isStructured = header('content-type')?.toLowerCase().startsWith('application/cloudevents+json') === true;
  const type = isStructured && isFields(root) ? String(root['type']) : (header('ce_type') ?? header('type') ?? '');
  if (type.startsWith('io.seldon.serving.')) return 'seldon';
  if (type.startsWith('org.kubeflow.serving.inference.')) return 'kserve';
  if (isStructured || header('ce_specversion') !== undefined) return 'cloudevents';
  return isFields(root) && isFields(root['captureData']) ? 'sagemaker' : null;
}

const NOTES: Partial<Record<StreamMapping['format'], string>> = {
  seldon: 'Headers are those of Seldon Core 1: say where score or prediction is in an answer.',
  kserve:
    'CloudEvents of KServe’s logger: say where score or prediction is in a response, and `features.order` where rows are lists.',
  sagemaker: 'SageMaker data capture: name the model, and the columns in `features.order`.',
};

/** A mapping for messages of plain JSON, from what their fields are called and hold. */
function suggestJson(root: Fields, message: StreamMessage, base: StreamMappingInput): MappingSuggestion | null {
  const notes: string[] = [];
  const mapping: StreamMappingInput = { ...base };
  const list = leavesOf(root).find(({ name, value }) => ROWS.test(name) && Array.isArray(value) && isFields(value[0]));
  const inRow = list === undefined ? [] : leavesOf((list.value as Fields[])[0] ?? {});
  if (list !== undefined) {
    mapping.rows = pathOf(list.segments);
    notes.push(`Each entry of ${mapping.rows} is one event.`);
  }
  const leaves = [...inRow, ...leavesOf(root).filter((leaf) => leaf !== list)];
  const find = (pattern: RegExp, fits: (value: unknown) => boolean) =>
    leaves.find(({ name, value }) => pattern.test(name) && fits(value));
  const scalar = (value: unknown) => typeof value === 'string' || typeof value === 'number';
  const note = (what: string, leaf: Leaf) => {
    notes.push(`${what}: ${pathOf(leaf.segments)}`);
    return { path: pathOf(leaf.segments) };
  };
  const [id, model, version] = [
    find(ID, scalar),
    find(MODEL, (value) => typeof value === 'string'),
    find(VERSION, scalar),
  ];
  if (id !== undefined) mapping.eventId = note('Id', id);
  else if (message.key !== null && base.format === 'json') mapping.eventId = { key: true };
  const modelHeader = Object.keys(message.headers).find((name) =>
    /^(?:x-)?model(?:[-_]?(?:name|id))?$/u.test(attributeName(name)),
  );
  if (model !== undefined) mapping.model = note('Model', model);
  else if (modelHeader !== undefined) mapping.model = { header: modelHeader };
  else notes.push('Nothing says which model the events are of: give its name as `model: {const: …}`.');
  if (version !== undefined) mapping.version = note('Version', version);
  const time = find(TIME, (value) => unitOf(value) !== null);
  if (time !== undefined) mapping.time = { ...note('Time', time), unit: unitOf(time.value) ?? 'ms' };
  else if (base.format === 'json') {
    mapping.time = { record: true };
    notes.push('No field looks like a time: the record’s own timestamp is taken.');
  }
  const score = find(SCORE, (value) => typeof value === 'number' && value >= 0 && value <= 1);
  if (score !== undefined) mapping.score = note('Score', score);
  const prediction = find(PREDICTION, (value) => scalar(value) || typeof value === 'boolean');
  if (prediction !== undefined) mapping.prediction = note('Prediction', prediction);
  const latency = find(LATENCY, (value) => typeof value === 'number' && value >= 0);
  if (latency !== undefined)
    mapping.latency = {
      ...note('Latency', latency),
      unit: (/_(s|us|ns)$/iu.exec(latency.name)?.[1] as 's' | undefined) ?? 'ms',
    };
  const features = find(FEATURES, (value) => isFields(value) || (Array.isArray(value) && value.every(scalar)));
  mapping.features = features === undefined ? { path: '' } : note('Features', features);
  if (features === undefined) notes.push('Features: every field that is nothing else.');
  else if (Array.isArray(features.value)) {
    mapping.features = { ...mapping.features, order: features.value.map((_, index) => `feature_${index + 1}`) };
    notes.push('The features have no names: give them in `features.order`.');
  }
  const parsed = StreamMapping.safeParse(mapping);
  return parsed.success ? { mapping: parsed.data, notes } : null;
}

/** No JSON begins with a zero byte: it is the mark of a schema registry's serializers. */
function suggestRegistered(schemaId: number, schemas: SchemaBook): MappingSuggestion {
  const type = schemas.typeOf(schemaId);
  const notes =
    type === null
      ? [`Written with schema ${schemaId} of a schema registry that could not say what it is: Avro is a guess.`]
      : [`Written with schema ${schemaId} of the schema registry.`];
  return { mapping: StreamMapping.parse({ format: type ?? 'avro' }), notes };
}

/**
 * A mapping that sample messages suggest: a proposal for a person to look at, never used unasked. Null where nothing
 * can be said of any of them.
 */
export function suggestMapping(
  messages: readonly StreamMessage[],
  schemas: SchemaBook = new SchemaBook(),
): MappingSuggestion | null {
  for (const message of messages.slice(0, MAX_SAMPLES)) {
    if (message.value === null) continue;
    const schemaId = schemaIdOf({ value: message.value });
    if (schemaId !== null) return suggestRegistered(schemaId, schemas);
    let root: unknown;
    try {
      root = parseJsonBytes(message.value);
    } catch (error) {
      if (error instanceof Refusal) continue;
      throw error;
    }
    const bento = mappingFromBentoMl(root, 'Z');
    if (bento !== null)
      return {
        mapping: bento,
        notes: ['The columns of BentoML’s monitor. Its times have no zone: check `time.zone`.'],
      };
    const format = envelopeFormat(message, root);
    if (format !== null && format !== 'cloudevents')
      return { mapping: StreamMapping.parse({ format }), notes: [NOTES[format] ?? ''] };
    const data = format === 'cloudevents' && isFields(root) && isFields(root['data']) ? root['data'] : root;
    const found = isFields(data) ? suggestJson(data, message, { format: format ?? 'json' }) : null;
    if (found !== null) return found;
  }
  return null;
}
