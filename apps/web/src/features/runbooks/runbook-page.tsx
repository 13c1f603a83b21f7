'use client';

import { useQuery } from '@tanstack/react-query';
import type { RunbookDetail } from '@leeway/services';
import Link from 'next/link';
import { parseAsInteger, useQueryState } from 'nuqs';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { KeyValue } from '../../ui/facts.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import { PageTitle, Section } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { useMay } from '../shell/use-may.ts';
import { ACTION_WORDS, matchWords } from './match-words.ts';
import styles from './runbook.module.css';

/** One runbook, the version of the URL or the newest. */
export function RunbookPage(props: { id: string }) {
  const trpc = useTRPC();
  const [version] = useQueryState('version', parseAsInteger);
  const query = useQuery(
    trpc.runbooks.get.queryOptions({ id: props.id, ...(version === null || version < 1 ? {} : { version }) }),
  );
  return (
    <QueryPanel
      what="The runbook"
      query={query}
      skeleton={
        <>
          <PageTitle>{props.id}</PageTitle>
          <SkeletonRows rows={8} label="The runbook is loading" />
        </>
      }
    >
      {(runbook) => <Runbook runbook={runbook} />}
    </QueryPanel>
  );
}

function Runbook(props: { runbook: RunbookDetail }) {
  const { runbook } = props;
  const mayEdit = useMay('editRunbook');
  const newest = runbook.versions[0]?.version ?? runbook.version;
  const isOld = runbook.version < newest;
  return (
    <>
      <PageTitle
        aside={
          mayEdit === true && !isOld ? (
            <LinkButton href={`/runbooks/${runbook.id}/edit`} size="small">
              Edit
            </LinkButton>
          ) : undefined
        }
      >
        {runbook.title}
      </PageTitle>
      {isOld ? (
        <div className={styles['note']}>
          <p>
            This is version {runbook.version}, as {runbook.updatedBy} saved it{' '}
            <Time ms={runbook.updatedAtMs} as="moment" />. Version {newest} applies.
          </p>
          <LinkButton href={`/runbooks/${runbook.id}`} size="small">
            Show version {newest}
          </LinkButton>
        </div>
      ) : null}
      <div className={styles['page']}>
        <Section title="What to do">
          <Markdown>{runbook.markdown}</Markdown>
        </Section>
        <div className="grid gap-6">
          <Section title="When it applies">
            <KeyValue
              facts={[
                { label: 'Incident', value: matchWords(runbook.match) },
                {
                  label: 'Proposes',
                  value: runbook.match.proposes === null ? 'nothing' : ACTION_WORDS[runbook.match.proposes],
                },
              ]}
            />
          </Section>
          <Versions runbook={runbook} newest={newest} />
        </div>
      </div>
    </>
  );
}

function Versions(props: { runbook: RunbookDetail; newest: number }) {
  const { runbook, newest } = props;
  return (
    <Section title="Versions" note={runbook.versions.length}>
      <ol>
        {runbook.versions.map((version) => (
          <li
            key={version.version}
            className={styles['version']}
            aria-current={version.version === runbook.version ? 'true' : undefined}
          >
            <Link
              href={version.version === newest ? `/runbooks/${runbook.id}` : `?version=${version.version}`}
              className="font-medium"
            >
              {version.version}
            </Link>
            <Time ms={version.savedAtMs} as="moment" />
            <span className="text-ink-3">{version.savedBy}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
