'use client';

import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { postAuth } from './post-auth.ts';
import { Refusal } from './refusal.tsx';
import styles from './sign-in.module.css';

/** A button, not a redirect: previews that fetch the address must not use the link up. */
export function ContinueForm(props: { token: string; name: string }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function enter() {
    setBusy(true);
    const answer = await postAuth('/sign-in/link', { token: props.token, newAdministrator: null });
    if (answer === null) {
      window.location.assign('/');
      return;
    }
    setRefusal(answer);
    setBusy(false);
  }
  return (
    <div className={styles['form']}>
      {refusal === null ? null : <Refusal>{refusal}</Refusal>}
      <Button variant="primary" busy={busy} onClick={() => void enter()}>
        Continue as {props.name}
      </Button>
    </div>
  );
}
