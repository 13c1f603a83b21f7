'use client';

import type { ModelDetail, ReferenceView } from '@leeway/services';
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { KeyValue, type Fact } from '../../ui/facts.tsx';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import { Time } from '../../ui/time.tsx';
import { AddReferenceSection } from '../new-model/add-reference-section.tsx';
import { useMay } from '../shell/use-may.ts';
import styles from './model-page.module.css';
import { SetReferenceDialog } from './rebaseline-dialog.tsx';

/** The bytes that the rows were read from. */
function fileFact({ provenance: { file } }: ReferenceView): Fact[] {
  if (file === undefined) return [];
  const value = (
    <span className={styles.hash}>
      {file.name} <code>{file.sha256}</code> <CopyButton text={file.sha256} label="Copy the file's hash" />
    </span>
  );
  return [{ label: 'File, SHA-256', value }];
}

function stretchFact({ provenance }: ReferenceView): Fact[] {
  const { fromMs, toMs } = provenance;
  if (fromMs === undefined || toMs === undefined) return [];
  return [
    {
      label: 'Stretch',
      value: (
        <>
          <Time ms={fromMs} as="moment" /> to <Time ms={toMs} as="moment" />
        </>
      ),
    },
  ];
}

function Reference({ reference, action }: { reference: ReferenceView; action?: ReactNode }) {
  const { provenance, hash } = reference;
  return (
    <KeyValue
      facts={[
        {
          label: 'Id',
          value: (
            <span className={styles.hash}>
              <code>{reference.id}</code> {action}
            </span>
          ),
        },
        { label: 'Rows', value: formatCount(reference.rowCount) },
        { label: 'Made from', value: `${provenance.kind === 'file' ? 'a file' : 'the stream'}: ${provenance.detail}` },
        ...fileFact(reference),
        ...stretchFact(reference),
        { label: 'Made by', value: provenance.createdBy },
        {
          label: 'Frozen',
          value: (
            <>
              <Time ms={reference.createdAtMs} as="moment" />, <Time ms={reference.createdAtMs} />
            </>
          ),
        },
        {
          label: 'SHA-256',
          value: (
            <span className={styles.hash}>
              <code>{hash}</code> <CopyButton text={hash} label="Copy the hash" />
            </span>
          ),
        },
      ]}
    />
  );
}

function Earlier({ model, references }: { model: ModelDetail; references: ReferenceView[] }) {
  const mayRegister = useMay('registerModel');
  const [chosen, setChosen] = useState<ReferenceView | null>(null);
  if (references.length === 0) return <p className={styles.quiet}>This is the first one.</p>;
  return (
    <div className={styles.stack}>
      {references.map((reference) => (
        <Reference
          key={reference.id}
          reference={reference}
          action={
            mayRegister && (
              <Button size="small" onClick={() => setChosen(reference)}>
                Set again…
              </Button>
            )
          }
        />
      ))}
      {chosen !== null && <SetReferenceDialog model={model} reference={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

/** What drift is measured against: the active reference, the earlier ones, and where each comes from. */
export function ReferenceTab({ model }: { model: ModelDetail }) {
  const active = model.references.find((reference) => reference.active) ?? model.reference;
  const earlier = model.references.filter((reference) => reference.id !== active?.id);
  if (active === null)
    return (
      <EmptyState title="No reference yet">
        <p>A reference is frozen from a file of rows or from a stretch of the stream, and never changes afterwards.</p>
      </EmptyState>
    );
  return (
    <div className={styles.stack}>
      <Section title="Active reference" note={`${plural(model.featuresTotal, 'feature')} are measured against it`}>
        <Reference reference={active} />
      </Section>
      <AddReferenceSection model={model} />
      <Section title="Earlier references" note={earlier.length === 0 ? undefined : earlier.length}>
        <Earlier model={model} references={earlier} />
      </Section>
    </div>
  );
}
