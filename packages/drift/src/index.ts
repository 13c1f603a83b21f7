export * from './verdict/evaluation.ts';
export * from './pane/latency-edges.ts';
export * from './pane/read-service-counts.ts';
