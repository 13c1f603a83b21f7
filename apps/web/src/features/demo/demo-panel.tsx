'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DemoView } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCountdown } from '../../ui/format/format-duration.ts';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useNow } from '../../ui/use-now.ts';

const READ_AGAIN_MS = 10_000;

function Playing(props: { demo: DemoView }) {
  const { demo } = props;
  const now = useNow();
  const titleOf = (name: string) => demo.scenarios.find((scenario) => scenario.name === name)?.title ?? name;
  if (demo.active !== null)
    return (
      <p suppressHydrationWarning>
        Playing <b>{titleOf(demo.active.name)}</b>; ends by itself in {formatCountdown(demo.active.endsAtMs - now)}{' '}
        unless it is cured.
      </p>
    );
  if (demo.next !== null)
    return (
      <p className="text-ink-2" suppressHydrationWarning>
        Calm. {titleOf(demo.next.name)} begins in {formatCountdown(demo.next.atMs - now)}.
      </p>
    );
  return <p className="text-ink-2">Calm. Nothing is scheduled; begin one below.</p>;
}

/** Breaks the demo model in known ways. Shown only where the demo model runs. */
export function DemoPanel() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery(trpc.demo.state.queryOptions(undefined, { refetchInterval: READ_AGAIN_MS }));
  const settle = { onSettled: () => queryClient.invalidateQueries(trpc.demo.pathFilter()) };
  const start = useMutation(trpc.demo.startScenario.mutationOptions(settle));
  const stop = useMutation(trpc.demo.stopScenario.mutationOptions(settle));
  const demo = query.data;
  if (demo === undefined || demo === null) return null;
  const failed = start.error ?? stop.error;
  const isBusy = start.isPending || stop.isPending;
  return (
    <Section title="Demo model" note={`${demo.version}, pipeline ${demo.pipeline}${demo.paused ? ', paused' : ''}`}>
      <Playing demo={demo} />
      <ul className="grid gap-x-8 gap-y-3 pt-2 wide:grid-cols-3">
        {demo.scenarios.map((scenario) => {
          const isActive = demo.active?.name === scenario.name;
          return (
            <li key={scenario.name} className="flex items-start justify-between gap-3">
              <div>
                <b className="font-medium">{scenario.title}</b>
                <div className="text-12 text-ink-3">{scenario.description}</div>
              </div>
              {isActive ? (
                <Button size="small" busy={isBusy} onClick={() => stop.mutate()} aria-label={`End ${scenario.title}`}>
                  End
                </Button>
              ) : (
                <Button
                  size="small"
                  busy={isBusy}
                  disabled={demo.active !== null}
                  onClick={() => start.mutate({ name: scenario.name })}
                  aria-label={`Begin ${scenario.title}`}
                >
                  Begin
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {failed === null ? null : (
        <p role="alert" className="pt-2">
          <StatusMark status="warning">not done</StatusMark> {errorWords(failed).cause}
        </p>
      )}
    </Section>
  );
}
