import { registryRequest } from './registry-request.ts';
import {
  RegistryUnavailable,
  type FetchedSchema,
  type SchemaRegistry,
  type SchemaRegistrySettings,
} from './schema-registry.ts';

const TIMEOUT_MS = 5_000;
/** Files that one schema may import, directly or not. */
const MAX_REFERENCES = 100;

type Reference = { name: string; subject: string; version: number };
type Answer = { schema: string; schemaType: string; references: Reference[] };

/** Schemas never change under their id, so that whoever asks keeps what they were told; this keeps nothing. */
export function openSchemaRegistry(settings: SchemaRegistrySettings): SchemaRegistry {
  const base = settings.url.replace(/\/+$/u, '');
  const headers = { accept: 'application/vnd.schemaregistry.v1+json, application/json', ...authHeader(settings) };

  /** Null for 404; any other answer than a schema means that the registry is not well. */
  async function get(path: string): Promise<Answer | null> {
    const { status, text } = await registryRequest(`${base}${path}`, {
      headers,
      ca: settings.ca,
      timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
    });
    if (status === 404 && isRegistrysOwn(text)) return null;
    if (status < 200 || status > 299) throw new RegistryUnavailable(`the schema registry answers ${status}`);
    return parseAnswer(text);
  }

  async function collect(references: Reference[], into: Map<string, string>, depth: number): Promise<void> {
    if (depth > 20) throw new RegistryUnavailable('imports are nested too deep');
    for (const { name, subject, version } of references) {
      if (into.has(name)) continue;
      if (into.size >= MAX_REFERENCES) throw new RegistryUnavailable(`more than ${MAX_REFERENCES} imports`);
      // What was deleted since is still what the schema was written with.
      const answer = await get(`/subjects/${encodeURIComponent(subject)}/versions/${version}?deleted=true`);
      if (answer === null) throw new RegistryUnavailable(`the schema registry lacks version ${version} of ${subject}`);
      await collect(answer.references, into, depth + 1);
      into.set(name, answer.schema);
    }
  }

  return {
    schema: async (schemaId) => {
      const answer = await get(`/schemas/ids/${schemaId}`);
      if (answer === null) return null;
      const type = typeOf(answer.schemaType);
      if (type === null) throw new RegistryUnavailable(`schema ${schemaId} is of an unknown type`);
      const texts = new Map<string, string>();
      await collect(answer.references, texts, 0);
      return { type, text: answer.schema, references: [...texts].map(([name, text]) => ({ name, text })) };
    },
  };
}

function authHeader({ auth }: SchemaRegistrySettings): Record<string, string> {
  if (auth === undefined) return {};
  if (auth.kind === 'bearer') return { authorization: `Bearer ${auth.token}` };
  return { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` };
}

/** A wrong address answers 404 as well, but not with the registry's own error: then nothing is known of the schema. */
function isRegistrysOwn(text: string): boolean {
  const body = parseJson(text);
  return typeof body === 'object' && body !== null && 'error_code' in body;
}

function parseAnswer(text: string): Answer {
  const body = parseJson(text) as Partial<Record<keyof Answer, unknown>> | null;
  const { schema, schemaType = 'AVRO', references = [] } = typeof body === 'object' && body !== null ? body : {};
  if (typeof schema !== 'string' || typeof schemaType !== 'string' || !Array.isArray(references))
    throw new RegistryUnavailable('the schema registry’s answer is no schema');
  return { schema, schemaType, references: references.map(parseReference) };
}

function parseReference(value: unknown): Reference {
  const { name, subject, version } = (value ?? {}) as Partial<Record<keyof Reference, unknown>>;
  if (typeof name !== 'string' || typeof subject !== 'string' || !Number.isSafeInteger(version))
    throw new RegistryUnavailable('the schema registry’s answer has an import that is none');
  return { name, subject, version: version as number };
}

function typeOf(schemaType: string): FetchedSchema['type'] | null {
  switch (schemaType.toUpperCase()) {
    case 'AVRO':
      return 'avro';
    case 'JSON':
      return 'json-schema';
    case 'PROTOBUF':
      return 'protobuf';
    default:
      return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
