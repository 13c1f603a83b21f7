'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, Textarea } from '../../ui/field.tsx';

const MAX_TEXT = 4_000;

/** A note for the timeline. What was typed stays until the server has it. */
export function CommentForm(props: { incidentId: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const comment = useMutation(
    trpc.incidents.comment.mutationOptions({
      onSuccess: () => {
        setText('');
        return queryClient.invalidateQueries(trpc.incidents.get.pathFilter());
      },
    }),
  );
  return (
    <form
      className="grid gap-2 pb-4 print:hidden"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !comment.isPending) comment.mutate({ id: props.incidentId, text: text.trim() });
      }}
    >
      <Field
        label={<span className="sr-only">Note for the timeline</span>}
        error={comment.isError ? errorWords(comment.error).cause : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={1}
            maxLength={MAX_TEXT}
            placeholder="Add a note for the timeline (Markdown)"
            style={{ minHeight: text === '' ? 34 : 72 }}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {text.trim() === '' ? null : (
        <div>
          <Button type="submit" size="small" busy={comment.isPending}>
            Add note
          </Button>
        </div>
      )}
    </form>
  );
}
