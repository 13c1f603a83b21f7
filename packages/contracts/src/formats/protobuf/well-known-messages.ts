import { decimalOf } from '../avro/avro-logical-type.ts';
import { bytesOfBase64 } from '../base64.ts';
import { instantText } from '../registry/instant-text.ts';

type Fields = Readonly<Record<string, unknown>>;

const numberOf = (value: unknown) => (typeof value === 'number' ? value : Number(value ?? 0));

/** A time as ISO 8601, as JSON has it. */
function timestampOf({ seconds, nanos }: Fields): unknown {
  const text = instantText(numberOf(seconds), numberOf(nanos));
  return text === null ? null : `${text}Z`;
}

/** The one of its fields that is there, since all track presence; null's own field holds its enum's name. */
function valueOf(fields: Fields): unknown {
  const found = Object.entries(fields).find(([name]) => !/^null_?value$/iu.test(name));
  return found === undefined ? null : found[1];
}

function decimal({ value, scale }: Fields): unknown {
  const bytes = bytesOfBase64(typeof value === 'string' ? value : '');
  const places = numberOf(scale);
  if (bytes === null || bytes.byteLength > 64 || places < 0 || places > 100) return null;
  return decimalOf(bytes, places);
}

const wrapped = ({ value }: Fields) => value;
const WRAPPERS = ['Double', 'Float', 'Int64', 'UInt64', 'Int32', 'UInt32', 'Bool', 'String', 'Bytes'];

/** Messages that mean a plain value: what a feature or a time is read from. */
export const WELL_KNOWN_MESSAGES: ReadonlyMap<string, (fields: Fields) => unknown> = new Map([
  ['.google.protobuf.Timestamp', timestampOf],
  ['.google.protobuf.Duration', ({ seconds, nanos }: Fields) => numberOf(seconds) + numberOf(nanos) / 1e9],
  ['.google.protobuf.Struct', ({ fields }: Fields) => fields],
  ['.google.protobuf.ListValue', ({ values }: Fields) => values],
  ['.google.protobuf.Value', valueOf],
  ['.confluent.type.Decimal', decimal],
  ...WRAPPERS.map((name): [string, (fields: Fields) => unknown] => [`.google.protobuf.${name}Value`, wrapped]),
]);
