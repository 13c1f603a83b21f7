'use client';

import type { SloDetail } from '@leeway/services';
import { formatMinutes, MINUTE_MS } from '@leeway/slo';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { EndMaintenanceDialog } from './end-maintenance-dialog.tsx';
import { MaintenanceDialog } from './maintenance-dialog.tsx';
import { stageOf } from './maintenance-times.ts';
import styles from './slo-page.module.css';
import { useMay } from './use-may.ts';

export type MaintenanceItem = SloDetail['maintenance'][number];
const STATUS = { planned: 'pending', runs: 'warning', over: 'unknown' } as const;

function Item({ one, nowMs, onEnd }: { one: MaintenanceItem; nowMs: number; onEnd: (() => void) | undefined }) {
  const stage = stageOf(one, nowMs);
  return (
    <li>
      <StatusMark status={STATUS[stage]}>{stage}</StatusMark>
      <span className={styles.who}>
        {one.createdBy}, <Time ms={one.fromMs} as="moment" /> for {formatMinutes((one.toMs - one.fromMs) / MINUTE_MS)}
      </span>
      <span className={styles.what}>
        <b>{one.reason}</b>{' '}
        {onEnd === undefined ? null : (
          <Button size="small" onClick={onEnd}>
            {stage === 'runs' ? 'End now…' : 'Take back…'}
          </Button>
        )}
      </span>
    </li>
  );
}

/** Said beside the status while one runs; nothing otherwise. */
export function InMaintenance({ slo }: { slo: SloDetail }) {
  const nowMs = useNow(60_000);
  const running = slo.maintenance.find((one) => stageOf(one, nowMs) === 'runs');
  if (running === undefined) return null;
  return (
    <span>
      <StatusMark status="pending">in maintenance</StatusMark> until <Time ms={running.toMs} as="moment" />
    </span>
  );
}

/** Work on the model whose minutes burn no budget: what is planned, what runs, what is over. */
export function Maintenance({ slo }: { slo: SloDetail }) {
  const nowMs = useNow(60_000);
  const mayEdit = useMay('editSlo') === true && slo.archivedAtMs === null;
  const [isAdding, setIsAdding] = useState(false);
  const [ending, setEnding] = useState<MaintenanceItem | null>(null);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const end = useMutation(
    trpc.slos.endMaintenance.mutationOptions({
      onSuccess: () => setEnding(null),
      // Also after a lost race: what somebody else did is to be seen.
      onSettled: () => void queryClient.invalidateQueries(trpc.slos.pathFilter()),
    }),
  );
  return (
    <Section
      title="Maintenance"
      note="its minutes count as unknown: they burn no budget and earn none"
      aside={
        mayEdit ? (
          <Button size="small" onClick={() => setIsAdding(true)}>
            Enter one…
          </Button>
        ) : undefined
      }
    >
      {slo.maintenance.length === 0 ? (
        <p className={`${styles.quiet} ${styles.maintenance}`}>None for this model.</p>
      ) : (
        <ol className={styles.maintenance}>
          {slo.maintenance.map((one) => (
            <Item key={one.id} one={one} nowMs={nowMs} onEnd={mayEdit ? () => setEnding(one) : undefined} />
          ))}
        </ol>
      )}
      {mayEdit ? <MaintenanceDialog slo={slo} nowMs={nowMs} open={isAdding} onOpenChange={setIsAdding} /> : null}
      <EndMaintenanceDialog
        isRunning={ending !== null && stageOf(ending, nowMs) === 'runs'}
        open={ending !== null}
        isPending={end.isPending}
        refused={end.isError ? errorWords(end.error).cause : undefined}
        onOpenChange={(open) => {
          if (!open) setEnding(null);
          end.reset();
        }}
        onEnd={(reason) => {
          if (ending !== null) end.mutate({ id: ending.id, expectedToMs: ending.toMs, reason });
        }}
      />
    </Section>
  );
}
