import { z } from 'zod';
import type { SchemaRegistrySettings } from './schema-registry.ts';

/** Where schemas are, as environment variables: a shape to spread into a process's own settings. */
export const SchemaRegistryEnv = {
  /** Where the Confluent-compatible API begins, as serializers are given it. */
  SCHEMA_REGISTRY_URL: z
    .url({ protocol: /^https?$/u })
    .refine((url) => new URL(url).username === '', 'no name or password in it: SCHEMA_REGISTRY_USERNAME, …_PASSWORD')
    .optional(),
  SCHEMA_REGISTRY_USERNAME: z.string().min(1).optional(),
  SCHEMA_REGISTRY_PASSWORD: z.string().default(''),
  SCHEMA_REGISTRY_TOKEN: z.string().min(1).optional(),
  /** The authority that signed its certificate; line breaks may be written \n. */
  SCHEMA_REGISTRY_TLS_CA: z
    .string()
    .transform((text) => text.replaceAll(String.raw`\n`, '\n'))
    .optional(),
};

export type SchemaRegistryValues = z.infer<z.ZodObject<typeof SchemaRegistryEnv>>;

/** Problems that no single variable has. */
export function schemaRegistryProblems(env: SchemaRegistryValues): { path: string; message: string }[] {
  const { SCHEMA_REGISTRY_USERNAME: username, SCHEMA_REGISTRY_TOKEN: token } = env;
  if (username !== undefined && token !== undefined)
    return [{ path: 'SCHEMA_REGISTRY_TOKEN', message: 'either a token or a name and password' }];
  if (env.SCHEMA_REGISTRY_URL === undefined && (username ?? token ?? env.SCHEMA_REGISTRY_TLS_CA) !== undefined)
    return [{ path: 'SCHEMA_REGISTRY_URL', message: 'needed where a name, a token or a certificate is given' }];
  return [];
}

/** Domain: values without `schemaRegistryProblems`. Null = there is no registry. */
export function schemaRegistryOf(env: SchemaRegistryValues): SchemaRegistrySettings | null {
  const { SCHEMA_REGISTRY_URL: url, SCHEMA_REGISTRY_USERNAME: username, SCHEMA_REGISTRY_TOKEN: token } = env;
  if (url === undefined) return null;
  const ca = env.SCHEMA_REGISTRY_TLS_CA;
  if (token !== undefined) return { url, ca, auth: { kind: 'bearer', token } };
  if (username === undefined) return { url, ca };
  return { url, ca, auth: { kind: 'basic', username, password: env.SCHEMA_REGISTRY_PASSWORD } };
}

/** The registry that environment variables name; null = none. Throws one error that names every problem. */
export function readSchemaRegistrySettings(source: Record<string, string | undefined>): SchemaRegistrySettings | null {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = z.object(SchemaRegistryEnv).safeParse(given);
  const problems = parsed.success
    ? schemaRegistryProblems(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  if (!parsed.success || problems.length > 0)
    throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return schemaRegistryOf(parsed.data);
}
