import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A secret is never in the setting itself: it is read from a variable of the environment or from a file. */
const SecretRef = z
  .string()
  .regex(/^(env:[A-Za-z_][A-Za-z0-9_]*|file:\/.+)$/u, 'env:NAME of a variable, or file:/path of a file');

const Auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('basic'), username: z.string().min(1).max(255), password: SecretRef }),
  z.strictObject({ kind: z.literal('bearer'), token: SecretRef }),
]);

const Url = z
  .url({ protocol: /^https?$/u, error: 'an http or https address' })
  .max(2_000)
  .refine((text) => new URL(text).username === '' && new URL(text).password === '', 'credentials belong into auth');

const Source = z.strictObject({
  name: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/u, 'lower-case letters, digits and "-"'),
  url: Url,
  auth: Auth.default({ kind: 'none' }),
  /** Sent with every question, as multi-tenant stores ask for: X-Scope-OrgID. */
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/u), z.string().max(1_000)).default({}),
  timeoutMs: z.int().min(100).max(120_000).default(30_000),
});
export type PrometheusSetting = z.infer<typeof Source>;

const Sources = z
  .array(Source)
  .max(50)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two sources of one name');

/** Data sources as a setting: a list of { name, url, auth, headers, timeoutMs } in JSON. */
export const PrometheusEnv = {
  LEEWAY_PROMETHEUS_SOURCES: z
    .string()
    .default('[]')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'a list in JSON: [{"name":"main","url":"http://…:9090"}]' });
        return z.NEVER;
      }
    })
    .pipe(Sources),
};

/** The secret behind a reference. Throws with the name of what is missing, never with a value. */
export function secretOf(reference: string, env: Readonly<Record<string, string | undefined>>): string {
  const [, kind, name = ''] = /^(env|file):(.+)$/u.exec(reference) ?? [];
  if (kind === 'file') {
    try {
      // Without the remark a bundler takes every file of the project for one that may be read.
      return readFileSync(/* turbopackIgnore: true */ name, 'utf8').trim();
    } catch {
      throw new Error(`the file ${name} can't be read`);
    }
  }
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`the variable ${name} is not set`);
  return value;
}
