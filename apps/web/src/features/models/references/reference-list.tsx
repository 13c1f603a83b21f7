'use client';

import type { ReferenceView } from '@leeway/services';
import { Fragment, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { ExpandButton } from '../../../ui/expand-button.tsx';
import { formatCount } from '../../../ui/format/format-number.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { Time } from '../../../ui/time.tsx';
import { ReferenceFacts, sourceWords } from './reference-facts.tsx';
import styles from './references.module.css';

const COLUMNS = 6;

type RowProps = {
  reference: ReferenceView;
  isOpen: boolean;
  onToggle: () => void;
  onCompare: () => void;
};

function Row({ reference, isOpen, onToggle, onCompare }: RowProps) {
  const { id, active, rowCount, createdAtMs, provenance } = reference;
  return (
    <>
      <tr data-testid={`reference-${id}`}>
        <th scope="row" aria-label={id}>
          <ExpandButton isOpen={isOpen} what="where it comes from" onToggle={onToggle}>
            <code>{id}</code>
          </ExpandButton>
        </th>
        <td data-label="Made from" data-wrap="" className={styles.source}>
          {sourceWords(reference)}
        </td>
        <td data-label="Rows" data-number="">
          {formatCount(rowCount)}
        </td>
        <td data-label="Frozen">
          <Time ms={createdAtMs} as="moment" />
        </td>
        <td data-label="By">{provenance.createdBy || '–'}</td>
        <td>
          {active ? (
            <StatusMark status="ok">active</StatusMark>
          ) : (
            <Button size="small" onClick={onCompare}>
              Compare…
            </Button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr data-details="">
          <td colSpan={COLUMNS}>
            <ReferenceFacts reference={reference} />
          </td>
        </tr>
      )}
    </>
  );
}

/** All references of a model, newest first; a row opens into where it comes from. */
export function ReferenceList(props: {
  references: readonly ReferenceView[];
  onCompare: (reference: ReferenceView) => void;
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(props.references.length === 1 ? props.references.map(({ id }) => id) : []),
  );
  const toggle = (id: string): void => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <DataTable caption="References" stacked>
      <thead>
        <tr>
          <th scope="col">Reference</th>
          <th scope="col">Made from</th>
          <th scope="col" data-number="">
            Rows
          </th>
          <th scope="col">Frozen</th>
          <th scope="col">By</th>
          <th scope="col">
            <span className="sr-only">Active, or compare</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.references.map((reference) => (
          <Fragment key={reference.id}>
            <Row
              reference={reference}
              isOpen={open.has(reference.id)}
              onToggle={() => toggle(reference.id)}
              onCompare={() => props.onCompare(reference)}
            />
          </Fragment>
        ))}
      </tbody>
    </DataTable>
  );
}
