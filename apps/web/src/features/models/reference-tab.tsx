'use client';

import type { ModelDetail, ReferenceView } from '@leeway/services';
import { useState } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import { AddReferenceSection } from '../new-model/add-reference-section.tsx';
import styles from './model-page.module.css';
import { LastSwitch } from './references/last-switch.tsx';
import { ReferenceList } from './references/reference-list.tsx';
import { SwitchDialog } from './references/switch-dialog.tsx';

type Chosen = { reference: ReferenceView; reason: string };

/** What drift is measured against: all references, which is the active one, and what another would change. */
export function ReferenceTab({ model }: { model: ModelDetail }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  if (model.reference === null)
    return (
      <EmptyState title="No reference yet">
        <p>A reference is frozen from a file of rows or from a stretch of the stream, and never changes afterwards.</p>
      </EmptyState>
    );
  const undo = (reference: ReferenceView): void =>
    setChosen({ reference, reason: `Undo: back from ${model.reference?.id ?? ''} to ${reference.id}` });
  return (
    <div className={styles.stack}>
      <Section
        title="References"
        note={`${plural(model.featuresTotal, 'feature')} are measured against the active one`}
      >
        <LastSwitch model={model} onUndo={undo} />
        <ReferenceList references={model.references} onCompare={(reference) => setChosen({ reference, reason: '' })} />
      </Section>
      <AddReferenceSection model={model} />
      {chosen !== null && (
        <SwitchDialog
          key={chosen.reference.id}
          model={model}
          reference={chosen.reference}
          reason={chosen.reason}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  );
}
