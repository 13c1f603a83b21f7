import { readHeaders } from '../mapping/attribute-reader.ts';
import { describeValue, Refusal } from '../mapping/refusal.ts';
import { bytesOfBase64 } from './base64.ts';
import { csvRows } from './csv-rows.ts';
import type { FormatDefinition } from './format.ts';
import { readInferenceBody } from './inference-body.ts';
import { decodeUtf8, parseJsonBytes, parseJsonText } from './parse-json.ts';

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(path, `${describeValue(value)}, expected an object`);
  return value as Fields;
}

/** Rows of one side of a capture: its data is text that has to be read again, as its encoding and type say. */
function rowsOfSide(side: Fields, path: string): readonly unknown[] {
  const { data, encoding, observedContentType } = side;
  if (typeof data !== 'string') throw new Refusal(`${path}.data`, `${describeValue(data)}, expected text`);
  let text = data;
  if (encoding === 'BASE64') {
    const bytes = bytesOfBase64(data);
    if (bytes === null) throw new Refusal(`${path}.data`, 'not base64');
    text = decodeUtf8(bytes, `${path}.data`);
  }
  const type = typeof observedContentType === 'string' ? observedContentType.toLowerCase() : '';
  const isCsv = encoding === 'CSV' || (encoding === 'BASE64' && !type.includes('json'));
  return isCsv ? csvRows(text, `${path}.data`) : rowsOfJson(text, `${path}.data`);
}

/** JSON lines, a list of rows, a body of an inference server, or one row. */
function rowsOfJson(text: string, path: string): readonly unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && lines.every((line) => /^\s*[[{].*[\]}]\s*$/u.test(line)))
    return lines.map((line) => parseJsonText(line, path));
  const value = parseJsonText(text, path);
  if (Array.isArray(value)) return value.every((one) => typeof one !== 'object') ? [value] : value;
  if (typeof value !== 'object' || value === null) return [value];
  const known = ['instances', 'predictions', 'inputs', 'outputs'].some((name) => Object.hasOwn(value, name));
  return known ? readInferenceBody(value, 'request').rows : [value];
}

/** SageMaker's data capture: request and response in one record, each row of both one event. */
export const sagemakerFormat: FormatDefinition = {
  defaults: {
    features: { path: 'input' },
    eventId: { path: 'eventMetadata.eventId' },
    time: { path: 'eventMetadata.inferenceTime', unit: 'iso' },
    label: { path: 'label' },
  },
  unpack: ({ value, headers }, mapping) => {
    const root = fieldsOf(parseJsonBytes(value), '');
    const capture = fieldsOf(root['captureData'], 'captureData');
    const read = (name: string) =>
      capture[name] === undefined
        ? null
        : rowsOfSide(fieldsOf(capture[name], `captureData.${name}`), `captureData.${name}`);
    const input = mapping.take === 'responses' ? null : read('endpointInput');
    const output = mapping.take === 'requests' ? null : read('endpointOutput');
    if (input !== null && output !== null && input.length !== output.length)
      throw new Refusal('captureData', `${input.length} rows in, ${output.length} out`);
    const rows = (input ?? output ?? []).map((_, row) => ({ input: input?.[row], output: output?.[row] }));
    const part = output === null ? 'inputs' : input === null ? 'answer' : 'whole';
    return { root, rows, part, attribute: readHeaders(headers) };
  },
};
