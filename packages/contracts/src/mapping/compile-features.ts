import { MAX_FEATURES } from '../bounds.ts';
import { compilePath, MAX_DEPTH, segmentsOf } from './field-path.ts';
import { describeValue, Refusal } from './refusal.ts';
import type { FeatureMapping } from './stream-mapping.ts';

export type Features = Record<string, unknown>;
/** Of a row, or of the position `index` in columns. */
export type FeatureReader = (row: unknown, index: number) => Features;

/** Infinity and NaN count as missing. */
function finite(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value) && value.some((entry) => typeof entry === 'number' && !Number.isFinite(entry)))
    return value.map(finite);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class FeatureCollector {
  readonly features: Features = {};
  #count = 0;
  readonly #path: string;
  constructor(path: string) {
    this.#path = path;
  }

  add(name: string, value: unknown): void {
    if (name === '__proto__') return;
    this.#count += 1;
    if (this.#count > MAX_FEATURES) throw new Refusal(this.#path, `more than ${MAX_FEATURES} features`);
    if (name.length > 200) throw new Refusal(this.#path, 'a name of more than 200 characters');
    this.features[name] = finite(value);
  }
}

/** What other sources read below the features' own path: an id among the features is not one of them. */
function namesRead(usedPaths: readonly string[], path: string): Set<string> {
  const own = segmentsOf(path);
  return new Set(
    usedPaths
      .map(segmentsOf)
      .filter((segments) => segments.length > own.length && own.every((segment, i) => segments[i] === segment))
      .map((segments) => segments.slice(own.length).join('.')),
  );
}

function fromObject(mapping: FeatureMapping, path: string, usedPaths: readonly string[]) {
  const left = new Set([...(mapping.except ?? []), ...namesRead(usedPaths, path)]);
  const addAll = (into: FeatureCollector, object: Record<string, unknown>, prefix: string, depth: number): void => {
    if (depth > MAX_DEPTH) throw new Refusal(path, `nested deeper than ${MAX_DEPTH}`);
    for (const key of Object.keys(object)) {
      const name = prefix + key;
      if (left.has(name)) continue;
      const value = object[key];
      if (mapping.flatten === true && isObject(value)) addAll(into, value, `${name}.`, depth + 1);
      else into.add(name, value);
    }
  };
  return (object: Record<string, unknown>): Features => {
    const into = new FeatureCollector(path);
    addAll(into, object, '', 1);
    return into.features;
  };
}

function fromArray(order: readonly string[] | undefined, path: string) {
  return (list: readonly unknown[]): Features => {
    if (order === undefined) throw new Refusal(path, 'a list of features: `features.order` has to name them');
    if (list.length !== order.length)
      throw new Refusal(path, `${list.length} features, \`features.order\` names ${order.length}`);
    const into = new FeatureCollector(path);
    for (const [position, name] of order.entries()) into.add(name, list[position]);
    return into.features;
  };
}

function byFields(fields: Readonly<Record<string, string>>, path: string): FeatureReader {
  const readers = Object.entries(fields).map(([name, field]) => ({ name, read: compilePath(field) }));
  const readBase = compilePath(path);
  return (row) => {
    const base = readBase(row);
    const into = new FeatureCollector(path);
    for (const { name, read } of readers) {
      const value = read(base);
      if (value !== undefined) into.add(name, value);
    }
    return into.features;
  };
}

/** `usedPaths`: what the mapping reads for other purposes. */
export function compileFeatures(mapping: FeatureMapping, usedPaths: readonly string[]): FeatureReader {
  const path = mapping.path ?? '';
  if (mapping.as === 'fields') return byFields(mapping.fields ?? {}, path);
  const read = compilePath(path);
  const object = fromObject(mapping, path, usedPaths);
  const array = fromArray(mapping.order, path);
  return (row, index) => {
    const value = read(row);
    if (value === undefined || value === null) return {};
    if (mapping.as === 'columns' && isObject(value)) return object(atPosition(value, index));
    if (mapping.as === 'split' && isObject(value)) return splitRow(value, index, path);
    if (Array.isArray(value) && mapping.as !== 'object') return array(value);
    if (isObject(value) && mapping.as !== 'array') return object(value);
    throw new Refusal(path, `${describeValue(value)}, expected ${mapping.as === 'array' ? 'a list' : 'an object'}`);
  };
}

function atPosition(columns: Record<string, unknown>, index: number): Record<string, unknown> {
  const row: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(columns)) {
    const column = columns[name];
    row[name] = Array.isArray(column) ? column[index] : column;
  }
  return row;
}

function splitRow(frame: Record<string, unknown>, index: number, path: string): Features {
  const { columns, data } = frame;
  const row: unknown = Array.isArray(data) ? data[index] : undefined;
  if (!Array.isArray(columns) || !Array.isArray(row))
    throw new Refusal(path, 'expected {columns: [...], data: [[...]]}');
  return fromArray(columns.map(String), path)(row);
}
