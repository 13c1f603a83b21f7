'use client';

import { LinkButton } from '../../ui/button.tsx';
import { CommandBlock, EmptyState } from '../../ui/empty-state.tsx';
import { useMay } from '../shell/use-may.ts';

const MANIFEST = `{
  "id": "my-model",
  "name": "My model",
  "predictionTopic": "my.predictions",
  "labelTopic": "my.labels"
}`;
const REGISTER = 'npm run leeway -- model register --file my-model.json --reference training-rows.jsonl';

/** First use: what a model is here, the form that adds one, and the command that does the same. */
export function NoModels() {
  const mayRegister = useMay('registerModel');
  return (
    <EmptyState title="No model is watched yet">
      <p>
        Leeway reads a model’s predictions and labels from Kafka and measures them against a reference: rows from when
        it did well. Point at the topic, look at what is in it, freeze a reference; the first verdict follows one window
        later.
      </p>
      {mayRegister === false ? (
        <p>An administrator can add one here.</p>
      ) : (
        <LinkButton variant="primary" href="/models/new">
          Add a model
        </LinkButton>
      )}
      <p>
        Or by a file and a command, in the folder of Leeway. <code>my-model.json</code>, where <code>id</code> is the{' '}
        <code>model</code> field of its events:
      </p>
      <CommandBlock>{MANIFEST}</CommandBlock>
      <CommandBlock>{REGISTER}</CommandBlock>
    </EmptyState>
  );
}
