/** The six topics by which the demo can be reached. */
export type TopicNames = {
  predictions: string;
  labels: string;
  changes: string;
  remediations: string;
  remediationResults: string;
  modelState: string;
};
