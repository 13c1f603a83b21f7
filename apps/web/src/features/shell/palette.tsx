'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { NAV } from '../../nav.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { toggleZone } from '../../ui/use-zone.ts';
import { THEMES } from './account-menu.tsx';
import styles from './palette.module.css';
import { signOut } from './sign-out.ts';

/** Places, models and open incidents by name, and the few things that can be run from anywhere. */
export function Palette(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const router = useRouter();
  const trpc = useTRPC();
  const { setTheme } = useTheme();
  const { data } = useQuery(trpc.overview.get.queryOptions());
  const incidents = (data?.needs ?? []).flatMap((need) => (need.kind === 'incident' ? [need.incident] : []));
  const run = (action: () => void) => () => {
    props.onOpenChange(false);
    action();
  };
  const go = (href: string) => run(() => router.push(href));
  return (
    <Command.Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      label="Find or run"
      overlayClassName={styles['overlay']}
      contentClassName={styles['dialog']}
    >
      <Command.Input placeholder="Find a page, a model, an incident" />
      <Command.List className={styles['list']}>
        <Command.Empty className={styles['empty']}>Nothing by that name.</Command.Empty>
        {incidents.length === 0 ? null : (
          <Command.Group heading="Open incidents">
            {incidents.map((incident) => (
              <Row
                key={incident.id}
                value={`INC-${incident.number} ${incident.title}`}
                onSelect={go(`/incidents/${incident.number}`)}
              >
                <StatusMark status={incident.severity} />
                <span className={styles['name']}>{incident.title}</span>
                <code>INC-{incident.number}</code>
              </Row>
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Go to">
          {NAV.map((entry) => (
            <Row key={entry.key} value={entry.label} onSelect={go(entry.href)}>
              <span className={styles['name']}>{entry.label}</span>
              <Kbd>g {entry.letter}</Kbd>
            </Row>
          ))}
        </Command.Group>
        {data === undefined || data.fleet.length === 0 ? null : (
          <Command.Group heading="Models">
            {data.fleet.map((model) => (
              <Row key={model.id} value={`${model.name} ${model.id}`} onSelect={go(`/models/${model.id}`)}>
                <span className={styles['name']}>{model.name}</span>
                <StatusMark status={model.status} />
              </Row>
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Run">
          <Row value="New model" onSelect={go('/models/new')}>
            <span className={styles['name']}>New model</span>
          </Row>
          <Row value="New SLO" onSelect={go('/slos/new')}>
            <span className={styles['name']}>New SLO</span>
          </Row>
          <Row value="Switch UTC and local time" onSelect={run(() => void toggleZone())}>
            <span className={styles['name']}>Switch UTC and local time</span>
            <Kbd>u</Kbd>
          </Row>
          {THEMES.map((theme) => (
            <Row key={theme} value={`Theme ${theme}`} onSelect={run(() => setTheme(theme))}>
              <span className={styles['name']}>Theme: {theme}</span>
            </Row>
          ))}
          <Row value="Sign out" onSelect={run(() => void signOut())}>
            <span className={styles['name']}>Sign out</span>
          </Row>
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}

function Row(props: { value: string; onSelect: () => void; children: React.ReactNode }) {
  return (
    <Command.Item value={props.value} onSelect={props.onSelect} className={styles['item']}>
      {props.children}
    </Command.Item>
  );
}
