import { CommandBlock, EmptyState } from '../../ui/empty-state.tsx';

const MANIFEST = `{
  "id": "my-model",
  "name": "My model",
  "predictionTopic": "my.predictions",
  "labelTopic": "my.labels"
}`;
const REGISTER = 'npm run leeway -- model register --file my-model.json --reference training-rows.jsonl';

/** First use: what a model is here, and the command that adds one. */
export function NoModels() {
  return (
    <EmptyState title="No model is watched yet">
      <p>
        Leeway reads a model’s predictions and labels from Kafka and measures them against a reference: rows that the
        model was trained on. Describe the model in a file, name the rows, and the first verdict follows one window
        later.
      </p>
      <p>
        <code>my-model.json</code>, where <code>id</code> is the <code>model</code> field of its events:
      </p>
      <CommandBlock>{MANIFEST}</CommandBlock>
      <p>In the folder of Leeway:</p>
      <CommandBlock>{REGISTER}</CommandBlock>
    </EmptyState>
  );
}
