export * from './demo-model-client.ts';
