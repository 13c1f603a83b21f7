import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** 32 random bytes in base64url: 43 characters, 256 bits. */
export const SignInToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/u, 'not a sign-in token');

export function newSignInToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Only the hash is stored: who reads the database cannot sign in. The token's own entropy makes a salt needless. */
export function hashSignInToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
