export type ChangeView = {
  id: string;
  modelId: string | null;
  kind: 'deploy' | 'config' | 'data' | 'schema' | 'response';
  title: string;
  detail: string;
  actor: string;
  fromValue: string | null;
  toValue: string | null;
  url: string | null;
  atMs: number;
};
