'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { NewPassword } from '../../auth/new-password.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { postAuth } from './post-auth.ts';
import { Refusal } from './refusal.tsx';
import styles from './sign-in.module.css';

const Form = z.object({
  name: z.string().trim().min(1, 'Your name, as others will see it.').max(120),
  email: z.string().trim().max(254).pipe(z.email('An e-mail address.')),
  password: NewPassword,
});

export function FirstAdministratorForm(props: { token: string }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(Form) });
  const submit = handleSubmit(async (newAdministrator) => {
    setRefusal(null);
    const answer = await postAuth('/sign-in/link', { token: props.token, newAdministrator });
    if (answer === null) window.location.assign('/');
    else setRefusal(answer);
  });
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      {refusal === null ? null : <Refusal>{refusal}</Refusal>}
      <Field label="Name" hint="Stands beside what you decide." error={formState.errors.name?.message}>
        {(control) => <Input {...control} {...register('name')} autoComplete="name" />}
      </Field>
      <Field label="E-mail" error={formState.errors.email?.message}>
        {(control) => (
          <Input {...control} {...register('email')} type="email" autoComplete="username" inputMode="email" />
        )}
      </Field>
      <Field
        label="Password"
        hint="At least 12 characters; a few words are fine."
        error={formState.errors.password?.message}
      >
        {(control) => <Input {...control} {...register('password')} type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" busy={formState.isSubmitting}>
        Create the administrator
      </Button>
    </form>
  );
}
