/** What the demo publishes, written down from the topics' documentation: it shares no code with the reader. */

export type FeatureValues = Record<string, number | string | null>;

export type PredictionMessage = {
  id: string;
  model: string;
  time: number;
  version: string;
  features: FeatureValues;
  score?: number;
  prediction?: '0' | '1';
  latencyMs: number;
  status: 'ok' | 'error';
  error?: string;
};

export type LabelMessage = { id: string; model: string; time: number; label: '0' | '1' };

export type ChangeMessage = {
  id: string;
  model: string;
  time: number;
  kind: 'deploy' | 'config' | 'response';
  title: string;
  detail: string;
  by: string;
  from: string | null;
  to: string | null;
};

export type ModelStateMessage = {
  id: string;
  model: string;
  time: number;
  version: string;
  traffic: Record<string, number>;
  versions: { version: string; trainedOn: string; createdAt: number }[];
  pipeline: string;
  pipelines: string[];
  threshold: number;
  paused: boolean;
  fallback: boolean;
};

export type RemediationResultMessage = {
  id: string;
  remediationId: string;
  model: string;
  status: 'running' | 'done' | 'refused' | 'failed';
  time: number;
  message: string;
  state?: ModelStateMessage;
};
