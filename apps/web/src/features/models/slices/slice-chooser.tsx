'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { errorWords } from '../../../trpc/query-panel.tsx';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { toast } from '../../../ui/toast.ts';
import styles from './slices.module.css';

type SliceChooserProps = { modelId: string; sliceBy: string | null; candidates: readonly string[] };

/** By which column events are told apart from now on: its commonest values become the slices. */
export function SliceChooser({ modelId, sliceBy, candidates }: SliceChooserProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState(sliceBy ?? '');
  const save = useMutation(
    trpc.models.sliceBy.mutationOptions({
      onSuccess: () => {
        toast(chosen === '' ? 'Slices are not counted any more.' : `Slices are counted by ${chosen} from now on.`);
        return queryClient.invalidateQueries(trpc.models.pathFilter());
      },
    }),
  );
  const next = chosen === '' ? null : chosen;
  return (
    <form
      className={styles.chooser}
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending && next !== sliceBy) save.mutate({ modelId, sliceBy: next, expected: sliceBy });
      }}
    >
      <Select aria-label="Slice by" value={chosen} onChange={({ target }) => setChosen(target.value)}>
        <option value="">no slices</option>
        {candidates.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
      {next !== sliceBy && (
        <Button type="submit" size="small" busy={save.isPending}>
          {next === null ? 'Stop slicing' : `Slice by ${next}`}
        </Button>
      )}
      {save.error !== null && <span role="alert">{errorWords(save.error).cause}</span>}
    </form>
  );
}
