'use client';

import type { IncidentDetail } from '@leeway/services';
import Link from 'next/link';
import { Facts, type Fact } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { incidentName, SEVERITY_STATUS } from './incident-status.ts';

function stateWords(incident: IncidentDetail) {
  if (incident.resolvedAtMs !== null)
    return (
      <>
        resolved <Time ms={incident.resolvedAtMs} as="clock" />
      </>
    );
  if (incident.mitigatedAtMs !== null && incident.state === 'mitigated')
    return (
      <>
        mitigated <Time ms={incident.mitigatedAtMs} as="clock" />
      </>
    );
  if (incident.acknowledgedAtMs !== null)
    return (
      <>
        acknowledged by {incident.acknowledgedBy ?? 'somebody'}, <Time ms={incident.acknowledgedAtMs} as="clock" />
      </>
    );
  return 'triggered, nobody has it';
}

/** Where the beginning lies with 95 %, where it was dated from the series. */
function BeganRange({ incident: { evidence } }: { incident: IncidentDetail }) {
  const range = evidence.beganRange;
  if (range === undefined || range.toMs <= range.fromMs) return null;
  return (
    <span className="text-ink-3">
      {' '}
      (95 %: <Time ms={range.fromMs} as="clock-seconds" /> to <Time ms={range.toMs} as="clock-seconds" />)
    </span>
  );
}

/** The incident in one line of facts. */
export function IncidentFacts(props: { incident: IncidentDetail }) {
  const { incident } = props;
  const now = useNow(1_000);
  const facts: Fact[] = [
    {
      label: 'Severity',
      value: <StatusMark status={SEVERITY_STATUS[incident.severity]}>{incident.severity}</StatusMark>,
    },
    { label: 'State', value: <span data-testid="incident-state">{stateWords(incident)}</span> },
    {
      label: incident.resolvedAtMs === null ? 'Open' : 'Was open',
      value: (
        <span suppressHydrationWarning>
          {formatDuration(Math.max(0, (incident.resolvedAtMs ?? now) - incident.openedAtMs))}
        </span>
      ),
    },
    {
      label: 'Began, detected',
      value: (
        <>
          <Time ms={incident.beganAtMs} as="clock-seconds" />
          <BeganRange incident={incident} />, <Time ms={incident.openedAtMs} as="clock-seconds" />
        </>
      ),
    },
    {
      label: 'Model',
      value: (
        <Link className="underline underline-offset-3" href={`/models/${incident.modelId}`}>
          {incident.modelName}
        </Link>
      ),
    },
  ];
  if (incident.acknowledgedAtMs !== null)
    facts.push({
      label: 'Time to acknowledge',
      value: formatDuration(incident.acknowledgedAtMs - incident.openedAtMs),
    });
  if (incident.runbook !== null)
    facts.push({
      label: 'Runbook',
      value: (
        <Link className="underline underline-offset-3" href={`/runbooks/${incident.runbook.id}`}>
          {incident.runbook.title}
        </Link>
      ),
    });
  if (incident.previousNumber !== null)
    facts.push({
      label: 'Before it',
      value: (
        <Link className="underline underline-offset-3" href={`/incidents/${incident.previousNumber}`}>
          <code>{incidentName(incident.previousNumber)}</code>
        </Link>
      ),
    });
  return <Facts facts={facts} className="pb-3" />;
}
