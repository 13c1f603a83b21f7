'use client';

import { useQuery } from '@tanstack/react-query';
import type { SloDetail } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { ActMark } from '../../ui/act-mark.tsx';
import { Section } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { documentChanges } from './document-changes.ts';
import styles from './slo-page.module.css';

/** Who saved what, and why. Newest first. */
export function SloVersions({ slo }: { slo: SloDetail }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.slos.versions.queryOptions({ id: slo.id, limit: 50 }));
  return (
    <Section title="Versions" note={query.data === undefined ? undefined : String(query.data.total)}>
      <QueryPanel what="The versions" query={query} skeleton={<SkeletonRows rows={2} label="Versions are loading" />}>
        {(data) => (
          <ol className={styles.versions}>
            {data.items.map((version, index) => {
              const changes = documentChanges(data.items[index + 1]?.document, version.document);
              return (
                <li key={version.version}>
                  <ActMark shape="hollow" className={styles.act} />
                  <code>v{version.version}</code>
                  <span className={styles.who}>
                    {version.savedBy}, <Time ms={version.savedAtMs} as="moment" />
                  </span>
                  <span className={styles.what}>
                    {version.reason === '' ? null : <b>{version.reason}</b>}
                    {changes.length === 0 ? null : <span className={styles.quiet}> {changes.join('; ')}</span>}
                    {version.reason === '' && changes.length === 0 ? (
                      <span className={styles.quiet}>created</span>
                    ) : null}
                  </span>
                </li>
              );
            })}
          </ol>
        )}
      </QueryPanel>
    </Section>
  );
}
