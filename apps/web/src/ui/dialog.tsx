'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { CloseIcon } from './icons.tsx';
import styles from './overlay.module.css';

type OverlayProps = {
  title: string;
  description?: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
};

function Head(props: { title: string }) {
  return (
    <div className={styles['head']}>
      <Base.Title>{props.title}</Base.Title>
      <Base.Close render={<Button variant="bare" size="small" aria-label="Close" />}>
        <CloseIcon />
      </Base.Close>
    </div>
  );
}

function Body(props: { description?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles['body']}>
      {props.description === undefined ? null : (
        <Base.Description className={styles['description']}>{props.description}</Base.Description>
      )}
      {props.children}
    </div>
  );
}

/** Takes the focus, gives it back to where it was; Esc closes. */
export function Dialog(props: OverlayProps & { wide?: boolean }) {
  return (
    <Base.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup className={classNames(styles['dialog'], props.wide === true && styles['wide'])}>
          <Head title={props.title} />
          <Body description={props.description}>{props.children}</Body>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** A sheet from the right. What it shows belongs in the URL. */
export function Drawer(props: OverlayProps) {
  return (
    <Base.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup className={styles['drawer']}>
          <Head title={props.title} />
          <Body description={props.description}>{props.children}</Body>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
