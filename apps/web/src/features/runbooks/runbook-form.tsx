'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useDeferredValue, useEffect, type ReactNode } from 'react';
import { useForm, useWatch, type Control, type UseFormReturn } from 'react-hook-form';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Checkbox, Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import { Section } from '../../ui/section.tsx';
import { ACTION_WORDS, CAUSE_WORDS, SIGNAL_WORDS } from './match-words.ts';
import { RunbookFormValues } from './runbook-form-values.ts';
import styles from './runbook.module.css';

function keysOf<Key extends string>(record: Record<Key, string>): Key[] {
  return Object.keys(record) as Key[];
}

function Checks<Key extends string>(props: {
  legend: string;
  words: Record<Key, string>;
  register: (value: Key) => React.ComponentProps<'input'>;
}) {
  return (
    <fieldset className={styles['fieldset']}>
      <legend>{props.legend}</legend>
      <div className={styles['checks']}>
        {keysOf(props.words).map((key) => (
          <Checkbox key={key} value={key} {...props.register(key)}>
            {props.words[key]}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

function Matching(props: { form: UseFormReturn<RunbookFormValues> }) {
  const { register, formState } = props.form;
  return (
    <Section title="When it applies" note="nothing chosen = anything">
      <div className="grid gap-4">
        <Checks legend="Incident says" words={SIGNAL_WORDS} register={() => register('signals')} />
        <Checks legend="Diagnosis says" words={CAUSE_WORDS} register={() => register('causes')} />
        <Field
          label="Models"
          optional
          hint="Ids, apart by commas. Empty = any model."
          error={formState.errors.models?.message}
        >
          {(control) => <Input {...control} {...register('models')} autoComplete="off" spellCheck={false} />}
        </Field>
        <Field label="Proposes" hint="A person still decides." error={formState.errors.proposes?.message}>
          {(control) => (
            <Select {...control} {...register('proposes')}>
              <option value="">nothing</option>
              {keysOf(ACTION_WORDS).map((action) => (
                <option key={action} value={action}>
                  {ACTION_WORDS[action]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </Section>
  );
}

/** Follows the typing, a little behind when the machine is slow. */
function Preview(props: { control: Control<RunbookFormValues> }) {
  const markdown = useWatch({ control: props.control, name: 'markdown' });
  return <Markdown>{useDeferredValue(markdown)}</Markdown>;
}

/** Title, matching and Markdown with its preview. `notice` stands above: what was saved meanwhile, why it was refused. */
export function RunbookForm(props: {
  initial: RunbookFormValues;
  isNew: boolean;
  notice: ReactNode;
  onSave: (values: RunbookFormValues) => Promise<void>;
}) {
  const form = useForm<RunbookFormValues>({ resolver: zodResolver(RunbookFormValues), defaultValues: props.initial });
  const { register, handleSubmit, formState } = form;
  const { isDirty, isSubmitting } = formState;
  useEffect(() => {
    if (!isDirty) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);
  const submit = handleSubmit(props.onSave);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {props.notice}
      <div className={styles['editor']}>
        <div className="grid gap-4">
          <Field label="Title" error={formState.errors.title?.message}>
            {(control) => <Input {...control} {...register('title')} autoComplete="off" />}
          </Field>
          {props.isNew ? (
            <Field label="Id" hint="Part of its address; stays as it is." error={formState.errors.id?.message}>
              {(control) => <Input {...control} {...register('id')} autoComplete="off" spellCheck={false} />}
            </Field>
          ) : null}
          <Field label="Text" hint="Markdown, without HTML." error={formState.errors.markdown?.message}>
            {(control) => <Textarea {...control} {...register('markdown')} className={styles['text']} />}
          </Field>
        </div>
        <div className="grid gap-6">
          <Matching form={form} />
          <Section title="Preview">
            <div className={styles['preview']}>
              <Preview control={form.control} />
            </div>
          </Section>
        </div>
      </div>
      <div className={styles['bar']}>
        <LinkButton href={props.isNew ? '/runbooks' : `/runbooks/${props.initial.id}`}>Cancel</LinkButton>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Save
        </Button>
      </div>
    </form>
  );
}
