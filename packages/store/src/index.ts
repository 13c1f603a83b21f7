export * from './client.ts';
export * from './live.ts';
export * from './schema/migrate.ts';
export { Prisma } from './generated/client.ts';
export type * from './generated/models.ts';
