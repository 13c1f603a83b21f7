'use client';

import type { InspectedRecord, StreamMapping } from '@leeway/contracts';
import { useEffect, useMemo } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Kinds } from './feature-list.tsx';
import { InspectedMessages } from './inspected-messages.tsx';
import { fittingCount } from './inspection-words.ts';
import { suggestionForLabels } from './label-suggestion.ts';
import { draftOfMapping, mappingOfDraft, type MappingDraft } from './mapping-draft.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { messageFields } from './message-fields.ts';
import styles from './new-model.module.css';
import { SampleCommand } from './sample-command.tsx';
import { SuggestionBox } from './suggestion-box.tsx';
import { TaskPanel } from './task-panel.tsx';
import { useInspection } from './use-inspection.ts';

export type Fit = { key: string; fitting: number; seen: number };

/** What the newest messages are under the mapping that is edited; for whoever has to decide whether it will do. */
export type MappingState = {
  mapping: StreamMapping | null;
  records: readonly InspectedRecord[];
  /** Null while it is not known for the mapping as it stands. */
  fit: Fit | null;
  /** The topic could not be read. */
  isFailed: boolean;
};

export const NO_MAPPING_STATE: MappingState = { mapping: null, records: [], fit: null, isFailed: false };

function Loading() {
  return (
    <div role="status" aria-label="Messages are loading" className={styles.stack}>
      <Skeleton width={220} height={20} />
      <Skeleton height={280} />
    </div>
  );
}

function EmptyTopic(props: { topic: string; carries: StreamMapping['carries']; onAgain: () => void }) {
  return (
    <EmptyState title="No message in this topic yet" action={<Button onClick={props.onAgain}>Look again</Button>}>
      <p>
        Publish one and look again. {props.carries === 'labels' ? 'A label' : 'A prediction'} that Leeway reads without
        any mapping is:
      </p>
      <SampleCommand topic={props.topic} carries={props.carries} />
    </EmptyState>
  );
}

type TopicMappingProps = {
  topic: string;
  draft: MappingDraft;
  kinds: Kinds | null;
  /** For labels: how the predictions that they belong to are read. */
  like?: StreamMapping | null;
  onDraft: (draft: MappingDraft) => void;
  onKinds: (kinds: Kinds) => void;
  onState: (state: MappingState) => void;
};

function useMappingState(props: Pick<TopicMappingProps, 'topic' | 'draft' | 'onState'>) {
  const { draft, onState } = props;
  const checked = useMemo(() => mappingOfDraft(draft), [draft]);
  const inspection = useInspection(props.topic, checked.mapping, draft.carries);
  const { isCurrent, key } = inspection;
  const { output } = inspection.task;
  const { mapping } = checked;
  const isFailed = (inspection.task.failure ?? inspection.task.error ?? null) !== null;
  useEffect(() => {
    const records = output?.records ?? [];
    const fitting = fittingCount(records, draft.carries);
    onState({ mapping, records, fit: isCurrent ? { key, fitting, seen: records.length } : null, isFailed });
  }, [mapping, output, isFailed, isCurrent, key, draft.carries, onState]);
  return { checked, inspection };
}

/** The newest messages beside what is made of them, and the mapping by which; read again as it is edited. */
export function TopicMapping(props: TopicMappingProps) {
  const { draft, onDraft } = props;
  const { checked, inspection } = useMappingState(props);
  const { task } = inspection;
  return (
    <TaskPanel what={`What ${props.topic} carries`} task={task} skeleton={<Loading />}>
      {({ records, partitions, suggestion }) => {
        const first = records[0];
        if (first === undefined) return <EmptyTopic topic={props.topic} carries={draft.carries} onAgain={task.again} />;
        const suggested =
          draft.carries === 'labels'
            ? suggestionForLabels(suggestion, props.like ?? null, messageFields(first, draft.rows))
            : suggestion;
        return (
          <div className={styles.stack}>
            <InspectedMessages
              records={records}
              carries={draft.carries}
              partitions={partitions}
              isUpdating={task.isBusy || (checked.mapping !== null && !inspection.isCurrent)}
              onAgain={task.again}
            />
            <SuggestionBox
              suggestion={suggested}
              current={checked.mapping}
              isNeeded={fittingCount(records, draft.carries) === 0}
              onUse={(mapping) => onDraft(draftOfMapping(mapping))}
            />
            <MappingEditor
              draft={draft}
              errors={checked.errors}
              records={records}
              kinds={props.kinds}
              onDraft={onDraft}
              onKinds={props.onKinds}
            />
          </div>
        );
      }}
    </TaskPanel>
  );
}
