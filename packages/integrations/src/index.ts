export * from './demo-model-client.ts';
export * from './prometheus/prometheus-client.ts';
export * from './prometheus/prometheus-settings.ts';
