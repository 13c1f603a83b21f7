import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';
import type { Prisma } from './generated/client.ts';

export type Db = PrismaClient;
/** Inside a transaction. */
export type Tx = Prisma.TransactionClient;

/** Opens the store. Only processes (apps, command line, tests) call this. */
export function openDb(input: { connectionString: string; poolSize?: number }): Db {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: input.connectionString, max: input.poolSize ?? 10 }),
  });
}
