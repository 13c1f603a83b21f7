export * from './verdict/evaluation.ts';
