'use client';

import { PageTitle } from '../../ui/section.tsx';
import { RunbookForm } from './runbook-form.tsx';
import { emptyRunbookForm } from './runbook-form-values.ts';
import { RefusedNotice, useSaveRunbook } from './runbook-editor.tsx';

export function NewRunbook() {
  const { save, error } = useSaveRunbook();
  return (
    <>
      <PageTitle>New runbook</PageTitle>
      <RunbookForm
        initial={emptyRunbookForm()}
        isNew
        onSave={(values) => save(values, null)}
        notice={error === null ? null : <RefusedNotice error={error} />}
      />
    </>
  );
}
