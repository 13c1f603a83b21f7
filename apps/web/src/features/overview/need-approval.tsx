'use client';

import type { NeedItem } from '@leeway/services';
import { formatCountdown } from '../../ui/format/format-duration.ts';
import { RuledScale } from '../../ui/ruled-scale.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { actorWords } from '../remediation/actor-words.ts';
import { NeedRow } from './need-row.tsx';

const PARTS = 6;

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

export function NeedApproval(props: { need: Extract<NeedItem, { kind: 'approval' }>; isPrimary: boolean }) {
  const { remediation } = props.need;
  const now = useNow();
  const totalMs = Math.max(1, remediation.expiresAtMs - remediation.proposedAtMs);
  const leftMs = Math.min(totalMs, Math.max(0, remediation.expiresAtMs - now));
  const left = `${formatCountdown(leftMs)} left`;
  const changed = remediation.plan.rows.filter((row) => row.changes);
  return (
    <NeedRow
      status="pending"
      href={`/incidents/${remediation.incidentNumber}#r-${remediation.number}`}
      title={`${remediation.modelId}: ${lowerFirst(remediation.title)}`}
      about={
        <>
          <code>R-{remediation.number}</code> · {actorWords(remediation.proposer)},{' '}
          <Time ms={remediation.proposedAtMs} as="moment" />
          {remediation.cannotDecideReason === null ? ' · needs 1 person' : ` · ${remediation.cannotDecideReason}`}
        </>
      }
      measured={[
        ...changed.map((row) => `${row.label} ${row.before} → ${row.after}`),
        remediation.plan.blastRadius,
      ].join(' · ')}
      hasPhoneScale
      scale={
        <RuledScale
          min={0}
          max={totalMs}
          value={leftMs}
          ticks={Array.from({ length: PARTS + 1 }, (_, index) => ({
            at: (totalMs * index) / PARTS,
            major: index % (PARTS / 2) === 0,
          }))}
          label={`${left} to decide`}
        />
      }
      caption={
        <span suppressHydrationWarning>
          <b>{left}</b>, expires <Time ms={remediation.expiresAtMs} as="moment" />
        </span>
      }
      action={{ label: 'Review', isPrimary: props.isPrimary }}
      phoneAside={<b suppressHydrationWarning>{left}</b>}
    />
  );
}
