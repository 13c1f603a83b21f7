'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { postAuth } from './post-auth.ts';
import { Refusal } from './refusal.tsx';
import styles from './sign-in.module.css';

const Form = z.object({
  email: z.string().trim().pipe(z.email('An e-mail address.')),
  password: z.string().min(1, 'Your password.').max(128),
});

/** `returnPath` was checked on the server: a path of this site. */
export function PasswordForm(props: { returnPath: string }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const { register, handleSubmit, formState, setFocus } = useForm({ resolver: zodResolver(Form) });
  const submit = handleSubmit(async (values) => {
    setRefusal(null);
    const answer = await postAuth('/sign-in/email', values);
    if (answer === null) {
      window.location.assign(props.returnPath);
      return;
    }
    setRefusal(answer);
    setFocus('password');
  });
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      {refusal === null ? null : <Refusal>{refusal}</Refusal>}
      <Field label="E-mail" error={formState.errors.email?.message}>
        {(control) => (
          <Input {...control} {...register('email')} type="email" autoComplete="username" inputMode="email" />
        )}
      </Field>
      <Field label="Password" error={formState.errors.password?.message}>
        {(control) => <Input {...control} {...register('password')} type="password" autoComplete="current-password" />}
      </Field>
      <Button
        type="submit"
        variant="primary"
        busy={formState.isSubmitting || (formState.isSubmitSuccessful && refusal === null)}
      >
        Sign in
      </Button>
    </form>
  );
}
