'use client';

import { useState } from 'react';
import { Field, Input } from '../../ui/field.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { idError } from './identity.ts';
import { idFromName } from './stream-manifest.ts';
import type { FormValues } from './form-values.ts';
import { modelsIn } from './inspection-words.ts';
import { chosenModel, ModelChooser } from './model-chooser.tsx';
import styles from './new-model.module.css';
import { StepActions } from './step-section.tsx';
import { NO_MAPPING_STATE, TopicMapping, type MappingState } from './topic-mapping.tsx';

export type StepProps = {
  topic: string;
  values: FormValues;
  change: (change: (values: FormValues) => FormValues) => void;
  onNext: () => void;
};

export function missingForMapping(state: MappingState, name: string): string | null {
  if (state.mapping === null) return 'The mapping is not whole yet.';
  if (state.isFailed) return 'The topic could not be read.';
  if (state.fit === null) return 'Reading the newest messages…';
  if (state.fit.seen === 0) return 'There is no message to look at yet.';
  if (state.fit.fitting === 0) return 'No message fits yet.';
  return name === '' ? 'Say which model it is.' : null;
}

/** The id follows the stream's name until somebody gives another. It is asked here: the reference is frozen for it. */
function IdField(props: { id: string; onChange: (id: string) => void }) {
  const error = idError(props.id);
  return (
    <Field label="Id in Leeway" error={error} hint="In links and in commands. It cannot be changed later.">
      {(control) => (
        <Input
          {...control}
          className={styles.idInput}
          maxLength={63}
          spellCheck={false}
          autoComplete="off"
          value={props.id}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Refused messages do not stop anybody, but nobody should overlook them. */
function Refused({ fit }: { fit: MappingState['fit'] }) {
  const refused = fit === null ? 0 : fit.seen - fit.fitting;
  if (fit === null || refused === 0 || fit.fitting === 0) return null;
  return (
    <p className={styles.note}>
      {plural(refused, 'message')} of {fit.seen} would not be counted but go to the dead letters. Going on is fine where
      that is meant.
    </p>
  );
}

/** What the topic carries, and how it is read: until it fits. */
export function MessagesStep({ topic, values, change, onNext }: StepProps) {
  const [state, setState] = useState(NO_MAPPING_STATE);
  const names = modelsIn(state.records);
  const name = chosenModel(names, values.streamName);
  const id = values.id === '' ? idFromName(name) : values.id;
  const missing = missingForMapping(state, name) ?? (idError(id) === undefined ? null : 'The id needs a look.');
  function goOn(): void {
    change((before) => ({
      ...before,
      fit: state.fit,
      streamName: name,
      id,
      name: before.name === '' ? name.slice(0, 100) : before.name,
    }));
    onNext();
  }
  return (
    <>
      <TopicMapping
        topic={topic}
        draft={values.mapping}
        kinds={values.kinds}
        onDraft={(mapping) => change((before) => ({ ...before, mapping }))}
        onKinds={(kinds) => change((before) => ({ ...before, kinds }))}
        onState={setState}
      />
      {name === '' && names.length === 0 ? null : (
        <div className={styles.whichModel}>
          <ModelChooser
            names={names}
            chosen={name}
            onChoose={(streamName) => change((before) => ({ ...before, streamName, id: '', name: '' }))}
          />
          {name === '' ? null : (
            <IdField id={id} onChange={(typed) => change((before) => ({ ...before, id: typed }))} />
          )}
        </div>
      )}
      <Refused fit={state.fit} />
      <StepActions next="Continue to labels" missing={missing} onNext={goOn} />
    </>
  );
}
