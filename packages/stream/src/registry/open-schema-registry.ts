import {
  RegistryUnavailable,
  type FetchedSchema,
  type SchemaRegistry,
  type SchemaRegistrySettings,
} from './schema-registry.ts';

const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 4_194_304;
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
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, {
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(settings.timeoutMs ?? TIMEOUT_MS),
      });
    } catch (error) {
      throw new RegistryUnavailable(`the schema registry does not answer: ${messageOf(error)}`, { cause: error });
    }
    const text = await limitedText(response);
    if (response.status === 404 && isRegistrysOwn(text)) return null;
    if (!response.ok) throw new RegistryUnavailable(`the schema registry answers ${response.status}`);
    return parseAnswer(text);
  }

  async function collect(references: Reference[], into: Map<string, string>, depth: number): Promise<void> {
    if (depth > 20) throw new RegistryUnavailable('imports are nested too deep');
    for (const { name, subject, version } of references) {
      if (into.has(name)) continue;
      if (into.size >= MAX_REFERENCES) throw new RegistryUnavailable(`more than ${MAX_REFERENCES} imports`);
      const answer = await get(`/subjects/${encodeURIComponent(subject)}/versions/${version}`);
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

async function limitedText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of response.body ?? []) {
      bytes += part.byteLength;
      if (bytes > MAX_ANSWER_BYTES) throw new RegistryUnavailable('the schema registry’s answer is too large');
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof RegistryUnavailable) throw error;
    throw new RegistryUnavailable(`the schema registry broke off: ${messageOf(error)}`, { cause: error });
  }
  return Buffer.concat(parts).toString('utf8');
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

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
