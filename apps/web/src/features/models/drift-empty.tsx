import type { ModelDetail } from '@leeway/services';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';

/** Why there is no drift to show yet: no reference, no event, or no judged window in this range. */
export function DriftEmpty({ model }: { model: ModelDetail }) {
  if (model.reference === null)
    return (
      <EmptyState title="No reference yet">
        <p>Drift is measured against a reference. Freeze one from a file of rows or from a stretch of the stream.</p>
      </EmptyState>
    );
  if (model.lastEventMs === null)
    return (
      <EmptyState title="No event yet">
        <p>
          Nothing has arrived on <code>{model.predictionTopic}</code>. The first verdict follows{' '}
          {formatDuration(model.paneMs * model.windowPanes)} after the first event.
        </p>
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing was judged in this range">
      <p>
        Choose a later or a longer range. A window is {formatDuration(model.paneMs * model.windowPanes)} long and is
        judged when every partition has passed its end.
      </p>
    </EmptyState>
  );
}
