'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ModelTask } from '@leeway/drift';
import type { SloDocument } from '@leeway/slo';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useState, type FormEvent } from 'react';
import { toast } from '../../ui/toast.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Input, Textarea } from '../../ui/field.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { documentChanges } from './document-changes.ts';
import { focusField, parameterFieldId } from './focus-field.ts';
import { FormRow } from './form-row.tsx';
import {
  checkValues,
  draftOf,
  parametersIn,
  readBudgeting,
  usableNumbers,
  type FormErrors,
  type FormValues,
} from './form-values.ts';
import { fieldsOf, speakableSpec } from './parameter-entries.ts';
import { ObjectiveWords } from './objective-words.tsx';
import { brokenRows } from './policy-row.tsx';
import { PolicyTable } from './policy-table.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { SloFormFields } from './slo-form-fields.tsx';
import styles from './slo-form.module.css';
import { usePreview } from './use-preview.ts';

export type SloFormProps = {
  initial: FormValues;
  /** Null for a new one. `newest` is what is saved by now, maybe by somebody else. */
  edited: { id: string; version: number; newest: number; saved: SloDocument } | null;
  models: readonly { id: string; name: string; task: ModelTask }[];
};

/** Where the focus goes for the first fault, in the order of the form. */
function faultFields(values: FormValues): [path: string, field: string][] {
  return [
    ['name', 'slo-name'],
    ['modelId', 'slo-model'],
    ...fieldsOf(values.kind).map(({ name }): [string, string] => [`spec.${name}`, parameterFieldId(name)]),
    ['spec.budgeting.sliceTarget', 'slo-budgeting'],
    ['target', 'slo-target'],
    ['windowDays', 'slo-window'],
    ['calendar.zone', 'slo-window'],
    ['spec.alerting.minimumBad', 'slo-minimum'],
    ['reason', 'slo-reason'],
  ];
}

/** Asks before a page with unsaved entries is left. */
function useLeaveGuard(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
}

function useSave(edited: SloFormProps['edited']) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.slos.save.mutationOptions({
      onSuccess: ({ id, version }) => {
        void queryClient.invalidateQueries(trpc.slos.pathFilter());
        toast(edited === null ? 'SLO created' : `Saved as version ${version}`);
        router.push(`/slos/${id}`);
      },
    }),
  );
}

function Refusal(props: { error: unknown; edited: SloFormProps['edited']; onOverwrite: (version: number) => void }) {
  const { cause, requestId } = errorWords(props.error);
  const { edited } = props;
  const isOvertaken = edited !== null && edited.newest > edited.version;
  return (
    <div className={styles.refusal} role="alert">
      <StatusMark status="critical">not saved</StatusMark>
      <p>
        {cause} <span className={styles.quiet}>What you entered is still here.</span>
        {requestId === null ? null : <span className={styles.quiet}> req {requestId}</span>}
      </p>
      {isOvertaken ? (
        <span className={styles.inline}>
          <LinkButton size="small" href={`/slos/${edited.id}`} target="_blank">
            Open the saved one
          </LinkButton>
          <Button size="small" onClick={() => props.onOverwrite(edited.newest)}>
            Save mine over version {edited.newest}
          </Button>
        </span>
      ) : null}
    </div>
  );
}

function Actions(props: { isEdit: boolean; cancelHref: string; broken: number; faults: number; isSaving: boolean }) {
  const { broken, faults } = props;
  const verb = props.isEdit ? 'save' : 'create';
  const hint =
    broken > 0
      ? `Fix or remove ${broken} ${broken === 1 ? 'row' : 'rows'} to ${verb}`
      : faults > 0
        ? `${faults} ${faults === 1 ? 'field needs' : 'fields need'} a look`
        : '';
  return (
    <div className={styles.actions}>
      <LinkButton href={props.cancelHref}>Cancel</LinkButton>
      <span className={styles.hint} aria-live="polite">
        {hint}
      </span>
      <Button type="submit" variant="primary" busy={props.isSaving} aria-disabled={broken > 0 ? true : undefined}>
        {props.isEdit ? 'Save' : 'Create SLO'}
      </Button>
    </div>
  );
}

/** What saving would change, in the words of the version history. */
function Changes(props: { saved: { version: number; saved: SloDocument }; document: SloDocument }) {
  const changes = documentChanges(props.saved.saved, props.document);
  return (
    <div className={styles.changes} aria-live="polite">
      <span className={styles.quiet}>Against version {props.saved.version}</span>
      {changes.length === 0 ? (
        <span className={styles.quiet}>nothing changed</span>
      ) : (
        <ul>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Words for people: what the objective is for, and why it was changed. */
function Notes(props: {
  values: FormValues;
  errors: FormErrors;
  isEdit: boolean;
  onChange: (values: FormValues) => void;
  onLeave: (field: string) => void;
}) {
  const { values, errors, onChange } = props;
  const reasonError = errors['reason'];
  return (
    <div className={styles.rows}>
      <FormRow
        label="Description"
        htmlFor="slo-description"
        error={errors['description']}
        errorId="slo-description-error"
      >
        <Textarea
          id="slo-description"
          rows={2}
          maxLength={1_050}
          placeholder="Who relies on it and what happens when it is missed"
          value={values.description}
          onChange={(event) => onChange({ ...values, description: event.target.value })}
        />
      </FormRow>
      {props.isEdit ? (
        <FormRow label="Why the change" htmlFor="slo-reason" error={reasonError} errorId="slo-reason-error">
          <Input
            id="slo-reason"
            value={values.reason}
            maxLength={300}
            placeholder="Kept with the version"
            aria-invalid={reasonError === undefined ? undefined : true}
            aria-describedby={reasonError === undefined ? undefined : 'slo-reason-error'}
            onChange={(event) => onChange({ ...values, reason: event.target.value })}
            onBlur={() => props.onLeave('reason')}
          />
        </FormRow>
      ) : null}
    </div>
  );
}

/** One form for new and for edited ones. Nothing that was typed is lost: not by a fault, not by a refusal. */
export function SloForm({ initial, edited, models }: SloFormProps) {
  const [first] = useState(initial);
  const [values, setValues] = useState(first);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isTried, setIsTried] = useState(false);
  const save = useSave(edited);
  useLeaveGuard(values !== first && !save.isSuccess);
  const isEdit = edited !== null;
  const { document: checked, errors } = useMemo(() => checkValues(values, isEdit), [values, isEdit]);
  // What would be saved, whether or not it was said why.
  const changed = useMemo(() => checkValues(values, false).document, [values]);
  const draft = useMemo(() => draftOf(values), [values]);
  const preview = usePreview(draft);
  const shown: FormErrors = Object.fromEntries(Object.entries(errors).filter(([path]) => isTried || left.has(path)));
  const numbers = usableNumbers(values);
  const spec = speakableSpec(values.kind, parametersIn(values), readBudgeting(values));
  const broken = brokenRows(values);

  function submit(expectedVersion: number | null): void {
    setIsTried(true);
    if (checked === null) {
      const fault = faultFields(values).find(([path]) => errors[path] !== undefined);
      if (fault !== undefined) focusField(fault[1]);
      return;
    }
    save.mutate({
      id: edited?.id ?? null,
      expectedVersion,
      document: checked,
      reason: values.reason,
    });
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    submit(edited?.version ?? null);
  }

  const leave = (field: string) => setLeft((before) => new Set(before).add(field));
  return (
    <div className={styles.columns}>
      <form aria-label="SLO" onSubmit={onSubmit} noValidate className={styles.form}>
        <section className={styles.section}>
          <ObjectiveWords
            spec={spec}
            target={numbers.target ?? draft?.target ?? 0.99}
            windowDays={numbers.windowDays ?? 28}
            calendar={values.calendar}
            modelName={models.find((model) => model.id === values.modelId)?.name ?? 'a model'}
          />
          <SloFormFields
            values={values}
            errors={shown}
            models={models}
            isEdit={isEdit}
            spec={spec}
            expectedTotal={preview.query.data?.expectedTotal ?? null}
            onChange={setValues}
            onLeave={leave}
          />
        </section>
        <PolicyTable values={values} errors={errors} onChange={setValues} />
        <Notes values={values} errors={shown} isEdit={isEdit} onChange={setValues} onLeave={leave} />
        {edited === null || changed === null ? null : <Changes saved={edited} document={changed} />}
        {save.isError ? <Refusal error={save.error} edited={edited} onOverwrite={submit} /> : null}
        <Actions
          isEdit={isEdit}
          cancelHref={edited === null ? '/slos' : `/slos/${edited.id}`}
          broken={broken}
          faults={Object.keys(shown).filter((path) => !path.startsWith('spec.alerting.rows')).length}
          isSaving={save.isPending || save.isSuccess}
        />
      </form>
      <PreviewPanel
        preview={preview}
        hasModel={values.modelId !== ''}
        isStale={draft === null && values.modelId !== ''}
      />
    </div>
  );
}
