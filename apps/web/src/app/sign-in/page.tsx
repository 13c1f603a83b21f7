import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getActor } from '../../auth/get-actor.ts';
import { safeReturnPath } from '../../auth/return-path.ts';
import { PasswordForm } from '../../features/sign-in/password-form.tsx';
import { SignInFrame } from '../../features/sign-in/sign-in-frame.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next } = await props.searchParams;
  const returnPath = safeReturnPath(typeof next === 'string' ? next : null);
  if ((await getActor(await headers())) !== null) redirect(returnPath);
  return (
    <SignInFrame
      title="Sign in"
      lead="With the e-mail and password that you chose."
      foot="No password yet, or forgotten? Whoever runs Leeway gets a one-time link on the console at each start."
    >
      <PasswordForm returnPath={returnPath} />
    </SignInFrame>
  );
}
