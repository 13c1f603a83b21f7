export * from './root.ts';
export * from './live-feed.ts';
export { createCaller, type ApiContext } from './trpc.ts';
