import type { ModelTask } from '@leeway/drift';

export type ParameterValue = string | number;
export type ParameterChoice = { value: ParameterValue; label: string };

/** One field of a kind: what a form asks for besides target and window. */
export type SliParameter = { name: string; label: string; hint?: string } & (
  | {
      control: 'choice';
      /** By what the model answers; null = not known yet. */
      choices: (task: ModelTask | null) => readonly ParameterChoice[];
    }
  | { control: 'number' }
  | { control: 'text'; placeholder: string }
  /** A data source of the settings. */
  | { control: 'source' }
  /** PromQL, several lines. */
  | { control: 'query'; placeholder: string }
);
