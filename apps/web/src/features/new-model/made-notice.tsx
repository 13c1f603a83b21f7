'use client';

import { Button, LinkButton } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { forgetForm } from './form-store.ts';
import styles from './new-model.module.css';

/** Somebody came back to a form that has become a model: it is not made twice. */
export function MadeNotice(props: { topic: string; modelId: string; onAgain: () => void }) {
  return (
    <div className={styles.notice} role="status">
      <StatusMark status="ok">made</StatusMark>
      <p>
        This has become the model <code>{props.modelId}</code>.
      </p>
      <LinkButton size="small" href={`/models/${props.modelId}`}>
        Open the model
      </LinkButton>
      <Button
        size="small"
        onClick={() => {
          forgetForm(props.topic);
          props.onAgain();
        }}
      >
        Begin another
      </Button>
    </div>
  );
}
