'use client';

import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field, Select, Textarea } from '../../../ui/field.tsx';
import type { ImportEntry } from './use-import-plan.ts';
import styles from './import.module.css';

const MAX_CHARACTERS = 1_000_000;

/** Where the documents come from: pasted, or read from a file in this browser; and whose SLOs they become. */
export function SourceEntry(props: {
  entry: ImportEntry;
  models: readonly { id: string; name: string }[];
  onChange: (entry: ImportEntry) => void;
}) {
  const { entry, models, onChange } = props;
  const [problem, setProblem] = useState<string | undefined>(undefined);

  async function read(files: readonly File[]): Promise<void> {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (size > MAX_CHARACTERS) {
      setProblem(`${files.length === 1 ? 'The file is' : 'The files are'} larger than 1 MB; import it in parts.`);
      return;
    }
    try {
      const texts = await Promise.all(files.map((file) => file.text()));
      setProblem(undefined);
      onChange({ ...entry, text: texts.join('\n---\n') });
    } catch {
      setProblem('The browser could not read the file.');
    }
  }

  return (
    <div className={styles['entry']}>
      <Field
        label="OpenSLO documents, YAML or JSON"
        hint="openslo/v1 or v1alpha; several documents, a list, or several files are read together."
        error={problem}
      >
        {(control) => (
          <Textarea
            {...control}
            className={styles['text']}
            rows={14}
            spellCheck={false}
            autoCapitalize="off"
            placeholder={'apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: answers-in-time\n…'}
            value={entry.text}
            onChange={(event) => onChange({ ...entry, text: event.target.value })}
          />
        )}
      </Field>
      <div className={styles['choices']}>
        <span className={styles['file']}>
          <span aria-hidden="true">Choose files…</span>
          <input
            type="file"
            multiple
            aria-label="Choose OpenSLO files"
            accept=".yaml,.yml,.json,text/yaml,application/yaml,application/json"
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              // The same file may be chosen again after it was corrected.
              event.target.value = '';
              if (files.length > 0) void read(files);
            }}
          />
        </span>
        {entry.text === '' ? null : <Button onClick={() => onChange({ ...entry, text: '' })}>Clear</Button>}
      </div>
      <Field label="Model" hint="The model that the SLOs are about.">
        {(control) => (
          <Select
            {...control}
            value={entry.modelId ?? ''}
            onChange={(event) => onChange({ ...entry, modelId: event.target.value === '' ? null : event.target.value })}
          >
            <option value="">the one that each document names as its service</option>
            {models.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
