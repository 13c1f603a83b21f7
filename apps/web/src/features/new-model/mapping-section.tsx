'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { StreamMapping } from '@leeway/contracts';
import type { ModelDetail } from '@leeway/services';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { toast } from '../../ui/toast.ts';
import { useMay } from '../shell/use-may.ts';
import { draftOfMapping, mappingOfDraft } from './mapping-draft.ts';
import { mappingSummary } from './mapping-summary.ts';
import styles from './new-model.module.css';
import mappingStyles from './mapping.module.css';
import { ReasonBar } from './reason-bar.tsx';
import { NO_MAPPING_STATE, TopicMapping, type MappingState } from './topic-mapping.tsx';

type Of = 'predictions' | 'labels';
type EditProps = { model: ModelDetail; of: Of; topic: string; current: StreamMapping; onClose: () => void };

function useSaveMapping(of: Of, onClose: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.models.saveMapping.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.models.pathFilter());
        toast(`The ${of} are read by the new mapping from now on`);
        onClose();
      },
    }),
  );
}

/** Why the mapping as it stands cannot be saved; null = it can. */
function missingToSave(state: MappingState, isChanged: boolean, reason: string): string | null {
  if (!isChanged) return 'Nothing has changed.';
  if (state.mapping === null) return 'The mapping is not whole yet.';
  if (state.isFailed) return 'The topic could not be read.';
  if (state.fit === null) return 'Reading the newest messages…';
  if (state.fit.fitting === 0 && state.fit.seen > 0) return 'No message fits.';
  return reason.trim().length < 3 ? 'Say why, in a few words.' : null;
}

function Editor({ model, of, topic, current, onClose }: EditProps) {
  const [expected] = useState(current);
  const [draft, setDraft] = useState(() => draftOfMapping({ ...current, carries: of }));
  const [state, setState] = useState(NO_MAPPING_STATE);
  const [reason, setReason] = useState('');
  const save = useSaveMapping(of, onClose);
  const { mapping } = mappingOfDraft(draft);
  const before = mappingOfDraft(draftOfMapping({ ...expected, carries: of })).mapping;
  const missing = missingToSave(state, JSON.stringify(mapping) !== JSON.stringify(before), reason);
  return (
    <form
      className={styles.stack}
      aria-label={`Mapping of the ${of}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && mapping !== null && !save.isPending)
          save.mutate({ modelId: model.id, of, mapping, expected, reason: reason.trim() });
      }}
    >
      <TopicMapping
        topic={topic}
        draft={draft}
        kinds={null}
        like={of === 'labels' ? model.streamMapping : null}
        onDraft={setDraft}
        onKinds={() => undefined}
        onState={setState}
      />
      <p className={styles.note}>
        It takes effect within seconds, for messages that are read from then on; what was counted stays as it was
        counted.
      </p>
      {save.isError ? (
        <div className={styles.notice} role="alert">
          <StatusMark status="critical">not saved</StatusMark>
          <p>
            {errorWords(save.error).cause} <span className={styles.quiet}>What you entered is still here.</span>
          </p>
        </div>
      ) : null}
      <ReasonBar
        action="Save the mapping"
        keptWith="change"
        reason={reason}
        missing={missing}
        isSaving={save.isPending}
        onReason={setReason}
        onClose={onClose}
      />
    </form>
  );
}

/** How the messages of a model's topics are read, and the place where that is changed. */
export function MappingSection({ model }: { model: ModelDetail }) {
  const mayRegister = useMay('registerModel');
  const [editing, setEditing] = useState<Of | null>(null);
  const topics = [
    { of: 'predictions' as const, topic: model.predictionTopic, mapping: model.streamMapping },
    ...(model.labelTopic === null
      ? []
      : [{ of: 'labels' as const, topic: model.labelTopic, mapping: model.labelMapping }]),
  ];
  const edited = topics.find(({ of }) => of === editing);
  return (
    <Section title="How messages are read">
      <ul className={mappingStyles.mappings}>
        {topics.map(({ of, topic, mapping }) => (
          <li key={of}>
            <span className={styles.quiet}>{of}</span>
            <span className={styles.clip}>
              <code>{topic}</code>, {mappingSummary(draftOfMapping(mapping))}
            </span>
            {mayRegister === true && editing === null ? (
              <Button size="small" onClick={() => setEditing(of)} aria-label={`Edit the mapping of the ${of}`}>
                Edit the mapping…
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {edited === undefined ? null : (
        <Editor
          key={edited.of}
          model={model}
          of={edited.of}
          topic={edited.topic}
          current={edited.mapping}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}
