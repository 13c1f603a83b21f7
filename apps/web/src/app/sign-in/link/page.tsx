import { LINK_REFUSAL_WORDS, peekSignInLink } from '@leeway/services';
import type { Metadata } from 'next';
import { doorCtx } from '../../../auth/auth.ts';
import { ContinueForm } from '../../../features/sign-in/continue-form.tsx';
import { FirstAdministratorForm } from '../../../features/sign-in/first-administrator-form.tsx';
import { SignInFrame } from '../../../features/sign-in/sign-in-frame.tsx';
import { LinkButton } from '../../../ui/button.tsx';

export const metadata: Metadata = { title: 'Sign in', referrer: 'no-referrer' };

export default async function SignInLinkPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await props.searchParams;
  const text = typeof token === 'string' ? token : '';
  const link = await peekSignInLink({ ctx: doorCtx(), input: { token: text } });
  switch (link.state) {
    case 'first-administrator':
      return (
        <SignInFrame
          title="You are the first"
          lead="Leeway has no people yet. Say who you are; you become its administrator."
          foot="The link works once and for 24 hours. Afterwards you sign in with e-mail and password."
        >
          <FirstAdministratorForm token={text} />
        </SignInFrame>
      );
    case 'administrator':
      return (
        <SignInFrame
          title="One-time link"
          lead={`It was printed on the console that runs Leeway, and signs in its administrator.`}
          foot="The link works once and for 24 hours."
        >
          <ContinueForm token={text} name={link.name} />
        </SignInFrame>
      );
    case 'refused':
      return (
        <SignInFrame title="This link does not work" lead={LINK_REFUSAL_WORDS[link.reason]}>
          <LinkButton href="/sign-in">Sign in with a password</LinkButton>
        </SignInFrame>
      );
  }
}
