import { CommandBlock, EmptyState } from '../../ui/empty-state.tsx';

const REGISTER = `npm run leeway -- models register \\
  --id my-model --name "My model" \\
  --predictions my.predictions --labels my.labels \\
  --reference training-rows.jsonl`;

/** First use: what a model is here, and the command that adds one. */
export function NoModels() {
  return (
    <EmptyState title="No model is watched yet">
      <p>
        Leeway reads a model’s predictions and labels from Kafka and measures them against a reference: rows that the
        model was trained on, or a stretch of its stream that you trust. Register the topics and the reference, and the
        first verdict follows one window later.
      </p>
      <CommandBlock>{REGISTER}</CommandBlock>
    </EmptyState>
  );
}
