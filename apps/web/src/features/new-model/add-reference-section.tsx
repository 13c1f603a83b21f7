'use client';

import type { ModelDetail } from '@leeway/services';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useMay } from '../shell/use-may.ts';
import styles from './new-model.module.css';

// Fetched when it is opened: it brings the reading of topics and files.
const AddReferenceForm = dynamic(() => import('./add-reference-form.tsx').then((module) => module.AddReferenceForm), {
  loading: () => <SkeletonRows rows={3} label="The form is loading" />,
});

/** One more reference for a model that has some: frozen, looked at, then kept beside them or judged against. */
export function AddReferenceSection({ model }: { model: ModelDetail }) {
  const mayRegister = useMay('registerModel');
  const [isOpen, setIsOpen] = useState(false);
  if (mayRegister !== true) return null;
  return (
    <Section title="Another reference">
      {isOpen ? (
        <AddReferenceForm model={model} onClose={() => setIsOpen(false)} />
      ) : (
        <p className={styles.inlineFields}>
          <span className={styles.quiet}>From a stretch of the topic, or from a file of rows.</span>
          <Button size="small" onClick={() => setIsOpen(true)}>
            Add a reference…
          </Button>
        </p>
      )}
    </Section>
  );
}
