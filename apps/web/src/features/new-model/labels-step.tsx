'use client';

import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Segments } from '../../ui/segments.tsx';
import type { FormValues } from './form-values.ts';
import { modelsIn, valuesIn } from './inspection-words.ts';
import { mappingOfDraft } from './mapping-draft.ts';
import { missingForMapping, type StepProps } from './messages-step.tsx';
import { chosenModel, ModelChooser } from './model-chooser.tsx';
import styles from './new-model.module.css';
import topicStyles from './topic.module.css';
import { PositiveClass } from './positive-class.tsx';
import { StepActions } from './step-section.tsx';
import { TopicPicker } from './topic-step.tsx';
import { NO_MAPPING_STATE, TopicMapping } from './topic-mapping.tsx';

function labelName(names: readonly { name: string }[], values: FormValues): string {
  if (values.labelStreamName !== '') return values.labelStreamName;
  return names.some(({ name }) => name === values.streamName) ? values.streamName : chosenModel(names, '');
}

function LabelDelay({ values, change }: Pick<StepProps, 'values' | 'change'>) {
  return (
    <Field label="Labels come within, seconds" hint="Quality of a stretch is judged once its labels are due.">
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          className={styles.number}
          value={values.labelDelaySeconds}
          onChange={(event) => change((before) => ({ ...before, labelDelaySeconds: event.target.value }))}
        />
      )}
    </Field>
  );
}

function ChosenTopic({ values, change }: Pick<StepProps, 'values' | 'change'>) {
  return (
    <p className={topicStyles.chosenTopic}>
      <code>{values.labelTopic}</code>
      <Button size="small" onClick={() => change((before) => ({ ...before, labelTopic: '' }))}>
        Another topic
      </Button>
    </p>
  );
}

/** The topic of the labels, and how they are read. */
function LabelTopic(props: StepProps) {
  const { topic, values, change, onNext } = props;
  const [state, setState] = useState(NO_MAPPING_STATE);
  const names = modelsIn(state.records);
  const name = labelName(names, values);
  if (values.labelTopic === '')
    return (
      <TopicPicker
        chosen=""
        without={[topic]}
        onChoose={(labelTopic) => change((before) => ({ ...before, labelTopic }))}
      />
    );
  return (
    <>
      <ChosenTopic values={values} change={change} />
      <TopicMapping
        topic={values.labelTopic}
        draft={values.labelMapping}
        kinds={null}
        like={mappingOfDraft(values.mapping).mapping}
        onDraft={(labelMapping) => change((before) => ({ ...before, labelMapping }))}
        onKinds={() => undefined}
        onState={setState}
      />
      {names.length > 1 || (name !== '' && name !== values.streamName) ? (
        <ModelChooser
          names={names}
          chosen={name}
          onChoose={(labelStreamName) => change((before) => ({ ...before, labelStreamName }))}
        />
      ) : null}
      <div className={styles.inlineFields}>
        {values.task === 'binary' ? (
          <PositiveClass
            value={values.positiveClass}
            seen={valuesIn(state.records, 'label')}
            onChange={(positiveClass) => change((before) => ({ ...before, positiveClass }))}
          />
        ) : null}
        <LabelDelay values={values} change={change} />
      </div>
      <StepActions
        next="Continue to the reference"
        missing={missingForMapping(state, name)}
        onNext={() => {
          change((before) => ({ ...before, labelStreamName: name }));
          onNext();
        }}
      />
    </>
  );
}

/** Decides how answers are held against labels. */
function Answers({ values, change }: Pick<StepProps, 'values' | 'change'>) {
  return (
    <div className={styles.group} role="group" aria-label="Answers">
      <h3>What the model answers</h3>
      <Segments
        label="What the model answers"
        value={values.task}
        options={[
          { value: 'binary', label: 'One of two classes' },
          { value: 'multiclass', label: 'One of several' },
          { value: 'regression', label: 'A number' },
        ]}
        onChange={(task) => change((before) => ({ ...before, task }))}
      />
    </div>
  );
}

/** What turned out to be true, where that comes by Kafka, too. */
export function LabelsStep(props: StepProps) {
  const { values, change, onNext } = props;
  return (
    <>
      <Answers values={values} change={change} />
      <p className={styles.lead}>
        Labels say what turned out to be true. With them Leeway measures quality; without, it measures drift and
        estimates quality.
      </p>
      <Segments
        label="Labels"
        value={values.labels}
        options={[
          { value: 'none', label: 'No labels by Kafka' },
          { value: 'topic', label: 'They come by a topic' },
        ]}
        onChange={(labels) => change((before) => ({ ...before, labels }))}
      />
      {values.labels === 'topic' ? (
        <LabelTopic {...props} />
      ) : (
        <StepActions
          next="Continue to the reference"
          missing={values.labels === 'unset' ? 'Choose one.' : null}
          onNext={onNext}
        />
      )}
    </>
  );
}
