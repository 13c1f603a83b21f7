import { MAX_ROWS } from '../mapping/expand-rows.ts';
import { describeValue, Refusal } from '../mapping/refusal.ts';

type Named = Record<string, unknown>;

function isObject(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rows of a tensor: nested lists as they are, flat ones cut as the shape says (row-major). */
export function rowsOfTensor(data: unknown, shape: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(data)) throw new Refusal(path, `${describeValue(data)}, expected a list`);
  if (shape === undefined) return data;
  if (!Array.isArray(shape) || !shape.every((size) => Number.isSafeInteger(size) && size >= 0))
    throw new Refusal(`${path}.shape`, 'expected whole numbers');
  const [count = data.length, ...inner] = shape as number[];
  if (count > MAX_ROWS) throw new Refusal(`${path}.shape`, `${count} rows, at most ${MAX_ROWS}`);
  const width = inner.reduce((product, size) => product * size, 1);
  if (data.length === count && (width !== 1 || !data.some(Array.isArray)) && (width === 1 || data.every(Array.isArray)))
    return data;
  const flat: readonly unknown[] = data.flat(Number.POSITIVE_INFINITY);
  if (flat.length !== count * width)
    throw new Refusal(path, `${flat.length} values, the shape ${shape.join(' x ')} has ${count * width}`);
  return Array.from({ length: count }, (_, row) =>
    width === 1 ? flat[row] : flat.slice(row * width, (row + 1) * width),
  );
}

/** One object a row: each tensor's value by the tensor's name. All have as many rows. */
export function rowsOfTensors(tensors: unknown, path: string): Named[] {
  if (!Array.isArray(tensors)) throw new Refusal(path, `${describeValue(tensors)}, expected a list of tensors`);
  let rows: Named[] | null = null;
  for (const [position, tensor] of tensors.entries()) {
    const at = `${path}.${position}`;
    if (!isObject(tensor) || typeof tensor['name'] !== 'string') throw new Refusal(at, 'expected a tensor with a name');
    const { name, shape, data } = tensor;
    const values = rowsOfTensor(data, shape, `${at}.data`);
    rows ??= values.map(() => ({}));
    if (rows.length !== values.length)
      throw new Refusal(at, `${values.length} rows, other tensors have ${rows.length}`);
    if (name === '__proto__') continue;
    for (const [row, value] of values.entries()) {
      const into = rows[row];
      if (into !== undefined) into[name] = Array.isArray(value) && value.length === 1 ? value[0] : value;
    }
  }
  return rows ?? [];
}

/** Columns by name → one object a row. */
export function rowsOfColumns(columns: Named, path: string): Named[] {
  const tensors = Object.entries(columns).map(([name, data]) => ({ name, data }));
  return rowsOfTensors(tensors, path);
}
