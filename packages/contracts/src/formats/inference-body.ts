import { describeValue, Refusal } from '../mapping/refusal.ts';
import { rowsOfColumns, rowsOfTensor, rowsOfTensors } from './tensor-rows.ts';

export type InferenceBody = { side: 'request' | 'response'; rows: readonly unknown[] };
type Body = Record<string, unknown>;

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTensorList(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((one) => isBody(one) && 'name' in one && 'data' in one)
  );
}

/** A list of rows, columns by name, or one value for the only row. */
function rowsOf(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isBody(value)) return rowsOfColumns(value, path);
  return [value];
}

/** Seldon's own body: names, and rows as lists or as a tensor. */
function seldonRows(data: Body): readonly unknown[] {
  const { names, ndarray, tensor } = data;
  const values = isBody(tensor) ? rowsOfTensor(tensor['values'], tensor['shape'], 'data.tensor.values') : ndarray;
  if (!Array.isArray(values)) throw new Refusal('data', 'expected ndarray or tensor');
  if (!Array.isArray(names) || names.length === 0) return values;
  return values.map((row: unknown) => {
    const list = Array.isArray(row) ? row : [row];
    return Object.fromEntries(names.map((name, index) => [String(name), list[index]]));
  });
}

/**
 * What a model server was sent or answered: Open Inference Protocol (v2), TensorFlow's and KServe's v1 in rows or
 * columns, Seldon's. `side` is known from the envelope; without one the body itself tells.
 */
export function readInferenceBody(body: unknown, side: InferenceBody['side'] | null): InferenceBody {
  if (!isBody(body)) throw new Refusal('', `${describeValue(body)}, expected an inference request or response`);
  if (isTensorList(body['outputs']))
    return { side: side ?? 'response', rows: rowsOfTensors(body['outputs'], 'outputs') };
  if (isTensorList(body['inputs'])) return { side: side ?? 'request', rows: rowsOfTensors(body['inputs'], 'inputs') };
  for (const [name, implied] of [
    ['instances', 'request'],
    ['predictions', 'response'],
    ['inputs', 'request'],
    ['outputs', 'response'],
  ] as const)
    if (body[name] !== undefined) return { side: side ?? implied, rows: rowsOf(body[name], name) };
  const { data, jsonData } = body;
  if (side !== null && isBody(data)) return { side, rows: seldonRows(data) };
  if (side !== null && jsonData !== undefined) return { side, rows: rowsOf(jsonData, 'jsonData') };
  throw new Refusal('', 'neither inputs, instances, outputs nor predictions');
}
