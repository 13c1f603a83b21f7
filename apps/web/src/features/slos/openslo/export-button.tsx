'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { errorWords } from '../../../trpc/query-panel.tsx';
import { Button } from '../../../ui/button.tsx';
import { plural } from '../../../ui/format/format-number.ts';
import { toast } from '../../../ui/toast.ts';

/** Saves a text as a file of the person's. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Saves SLOs as an OpenSLO file; `ids` null = all in use. */
export function ExportButton(props: { ids: readonly string[] | null; fileName: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);

  async function save(): Promise<void> {
    setIsBusy(true);
    try {
      const ids = props.ids === null ? null : [...props.ids];
      const file = await queryClient.fetchQuery({ ...trpc.slos.export.queryOptions({ ids }), staleTime: 0 });
      download(props.fileName, `${file.yaml}\n`);
      toast(`${plural(file.slos, 'SLO')} saved as ${props.fileName}`);
    } catch (error) {
      toast(`Not exported: ${errorWords(error).cause}`);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Button busy={isBusy} onClick={() => void save()}>
      Export as OpenSLO YAML
    </Button>
  );
}
