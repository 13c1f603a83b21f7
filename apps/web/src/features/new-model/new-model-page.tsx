'use client';

import { useQueryStates } from 'nuqs';
import type { ReactNode } from 'react';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import { PageTitle } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useMay } from '../shell/use-may.ts';
import { changeForm, useForm } from './form-store.ts';
import { STEPS, type FormValues, type Step } from './form-values.ts';
import { LabelsStep } from './labels-step.tsx';
import { LiveStep } from './live-step.tsx';
import { MadeNotice } from './made-notice.tsx';
import { mappingSummary } from './mapping-summary.ts';
import { MessagesStep } from './messages-step.tsx';
import { ModelStep } from './model-step.tsx';
import styles from './new-model.module.css';
import { ReferenceStep, useDraft } from './reference-step.tsx';
import { thresholdsSummary } from './review.tsx';
import { newModelSearchParams } from './search-params.ts';
import { StepSection } from './step-section.tsx';
import { isStepDone, openStep, STEP_TITLES } from './steps.ts';
import { ThresholdsStep } from './thresholds-step.tsx';
import { TopicStep } from './topic-step.tsx';

function ReferenceSummary({ values }: { values: FormValues }) {
  const { data } = useDraft(values.draft?.id ?? null);
  if (data === undefined) return null;
  return (
    <>
      {formatCount(data.rowCount)} rows, {data.source}
    </>
  );
}

function labelsSummary(values: FormValues): ReactNode {
  if (values.labels !== 'topic') return 'none by Kafka';
  return (
    <>
      <code>{values.labelTopic}</code>
      {values.task === 'binary' ? (
        <>
          , positive is <code>{values.positiveClass}</code>
        </>
      ) : null}
    </>
  );
}

/** What was chosen in a step, once it holds something. */
function summaryOf(step: Step, topic: string, values: FormValues): ReactNode {
  switch (step) {
    case 'topic':
      return <code>{topic}</code>;
    case 'messages':
      return (
        <>
          {values.fit?.fitting} of {plural(values.fit?.seen ?? 0, 'message')} fit, model{' '}
          <code>{values.streamName}</code>, {mappingSummary(values.mapping)}
        </>
      );
    case 'labels':
      return labelsSummary(values);
    case 'reference':
      return <ReferenceSummary values={values} />;
    case 'thresholds':
      return thresholdsSummary(values);
    case 'model':
    case 'live':
      return values.madeModelId === null ? null : <code>{values.madeModelId}</code>;
  }
}

type Params = { step: Step; topic: string; model: string | null };
type Go = (params: Partial<Params>) => void;

function bodyOf(step: Step, params: Params, values: FormValues, go: Go): ReactNode {
  const { topic } = params;
  const change = (how: (before: FormValues) => FormValues) => changeForm(topic, how);
  const goOn = (next: Step) => () => go({ step: next });
  const common = { topic, values, change };
  switch (step) {
    case 'topic':
      return <TopicStep topic={topic} onChoose={(chosen) => go({ topic: chosen, step: 'messages' })} />;
    case 'messages':
      return <MessagesStep key={topic} {...common} onNext={goOn('labels')} />;
    case 'labels':
      return <LabelsStep key={topic} {...common} onNext={goOn('reference')} />;
    case 'reference':
      return <ReferenceStep key={topic} {...common} onNext={goOn('thresholds')} />;
    case 'thresholds':
      return <ThresholdsStep key={topic} {...common} onNext={goOn('model')} />;
    case 'model':
      return (
        <ModelStep
          key={topic}
          {...common}
          onCreated={(modelId) => {
            change((before) => ({ ...before, madeModelId: modelId }));
            go({ step: 'live', model: modelId });
          }}
        />
      );
    case 'live':
      return params.model === null ? null : <LiveStep modelId={params.model} />;
  }
}

function Form({ params, values, go }: { params: Params; values: FormValues; go: Go }) {
  const isLive = params.step === 'live' && params.model !== null;
  const open = isLive ? 'live' : openStep(params.step === 'live' ? 'model' : params.step, params.topic, values);
  return (
    <div className={styles.form}>
      {values.madeModelId !== null && !isLive ? (
        <MadeNotice
          topic={params.topic}
          modelId={values.madeModelId}
          onAgain={() => go({ step: 'topic', model: null })}
        />
      ) : null}
      {STEPS.map((step, index) => {
        const isOpen = step === open;
        const isDone = isStepDone(step, params.topic, values);
        const isReachable = openStep(step, params.topic, values) === step;
        // Whoever comes by a link to a model that is live already has no entries to be shown.
        if (isLive && params.topic === '' && !isOpen) return null;
        return (
          <StepSection
            key={step}
            number={index + 1}
            title={STEP_TITLES[step]}
            place={isOpen ? 'current' : isDone && isReachable ? 'done' : 'ahead'}
            isOpen={isOpen}
            summary={isDone && !isOpen && isReachable ? summaryOf(step, params.topic, values) : null}
            onOpen={isReachable && isDone && !isLive && step !== 'live' ? () => go({ step }) : null}
          >
            {() => bodyOf(step, params, values, go)}
          </StepSection>
        );
      })}
    </div>
  );
}

/** From a topic to a first verdict, on one page. The URL says where somebody is, the tab keeps what was entered. */
export function NewModelPage() {
  const mayRegister = useMay('registerModel');
  const [params, setParams] = useQueryStates(newModelSearchParams, { history: 'push' });
  const { values } = useForm(params.topic);
  const go: Go = (next) => void setParams(next);
  return (
    <>
      <PageTitle
        aside={
          <LinkButton size="small" href="/models">
            Cancel
          </LinkButton>
        }
      >
        New model
      </PageTitle>
      {mayRegister === false ? (
        <EmptyState title="This needs the role administrator">
          <p>Messages hold what models saw, so only administrators look into topics and have models watched.</p>
        </EmptyState>
      ) : values === null ? (
        <SkeletonRows rows={7} rowHeight={44} label="The form is loading" />
      ) : (
        <Form params={params} values={values} go={go} />
      )}
    </>
  );
}
