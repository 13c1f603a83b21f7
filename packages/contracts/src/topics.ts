/** Names of Leeway's own topics. Prediction and label topics are named by each model. */
export const TOPICS = {
  changes: 'leeway.changes.v1',
  remediations: 'leeway.remediations.v1',
  remediationResults: 'leeway.remediation-results.v1',
  modelState: 'leeway.model-state.v1',
  deadLetters: 'leeway.dlq.v1',
} as const;
