import type { ModelDetail } from '@leeway/services';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { plural } from '../../ui/format/format-number.ts';

/** Why there is no performance to show, and what would change that. */
export function NoLabels({ model, pendingLabels }: { model: ModelDetail; pendingLabels: number }) {
  if (model.labelTopic === null)
    return (
      <EmptyState title="This model has no label topic">
        <p>
          Performance is measured from what turned out to be true. Name a topic of labels when registering the model.
        </p>
      </EmptyState>
    );
  return (
    <EmptyState title="No label was joined in this range">
      <p>
        {pendingLabels === 0
          ? 'No prediction waits for a label either.'
          : `${plural(pendingLabels, 'prediction')} wait for a label.`}{' '}
        Labels are due {formatDuration(model.labelDelayMs)} after the prediction, on <code>{model.labelTopic}</code>.
      </p>
    </EmptyState>
  );
}
