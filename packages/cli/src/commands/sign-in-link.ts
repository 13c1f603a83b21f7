import { createSignInLink } from '@leeway/services';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { withStore } from '../with-store.ts';

const DEFAULT_URL = 'http://127.0.0.1:3000';

export const signInLink: Command = {
  name: 'sign-in-link',
  summary: 'make a one-time link that signs in the first administrator',
  options: { url: { value: 'URL', help: `where people reach Leeway; else LEEWAY_WEB_URL or ${DEFAULT_URL}` } },
  run: async ({ options, io }) => {
    const base = options['url'] ?? io.env['LEEWAY_WEB_URL'] ?? DEFAULT_URL;
    if (!URL.canParse(base) || !/^https?:$/u.test(new URL(base).protocol))
      throw new CliError(`--url ${base} is not an http(s) address`, 2);
    const { token, expiresAtMs } = await withStore(io, (ctx) => createSignInLink({ ctx }));
    const link = new URL('/sign-in/link', base);
    link.searchParams.set('token', token);
    return {
      text: link.toString(),
      json: { url: link.toString(), expiresAt: new Date(expiresAtMs).toISOString() },
    };
  },
};
