import { readHeaders, type AttributeReader } from '../mapping/attribute-reader.ts';
import { describeValue, Refusal } from '../mapping/refusal.ts';
import { bytesOfBase64 } from './base64.ts';
import type { FilledMessage } from './format.ts';
import { parseJsonBytes, parseJsonText } from './parse-json.ts';

export type CloudEvent = { data: unknown; attribute: AttributeReader };

/** Binary (attributes in headers) or structured (one JSON envelope); both give their attributes as `ce_name`. */
export function readCloudEvent(message: FilledMessage): CloudEvent {
  const headers = readHeaders(message.headers);
  if (headers('content-type')?.toLowerCase().startsWith('application/cloudevents+json') !== true) {
    if (headers('ce_specversion') === undefined)
      throw new Refusal('header ce_specversion', 'missing, and the content-type is not application/cloudevents+json');
    return { data: parseJsonBytes(message.value), attribute: headers };
  }
  const envelope = parseJsonBytes(message.value);
  if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope))
    throw new Refusal('', `${describeValue(envelope)}, expected a CloudEvent`);
  const fields = envelope as Record<string, unknown>;
  if (typeof fields['specversion'] !== 'string') throw new Refusal('specversion', describeValue(fields['specversion']));
  return { data: dataOf(fields), attribute: attributesOf(fields, headers) };
}

function dataOf(fields: Record<string, unknown>): unknown {
  const { data, data_base64: encoded } = fields;
  if (typeof encoded === 'string') {
    const bytes = bytesOfBase64(encoded);
    if (bytes === null) throw new Refusal('data_base64', 'not base64');
    return parseJsonBytes(bytes, 'data_base64');
  }
  // Some bridges put JSON into the envelope as text.
  return typeof data === 'string' ? parseJsonText(data, 'data') : data;
}

function attributesOf(fields: Record<string, unknown>, headers: AttributeReader): AttributeReader {
  return (name) => {
    const lower = name.toLowerCase().replace(/^ce-/u, 'ce_');
    if (!lower.startsWith('ce_')) return headers(name);
    const key = lower.slice(3);
    const value = Object.hasOwn(fields, key) && key !== 'data' ? fields[key] : undefined;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
  };
}
