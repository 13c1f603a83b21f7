'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { CloseIcon } from './icons.tsx';
import styles from './overlay.module.css';

export type DialogLayerProps = {
  kind: 'dialog' | 'wide-dialog' | 'drawer';
  title: string;
  description?: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
};

/** Takes the focus, gives it back to where it was; Esc closes. */
export function DialogLayer(props: DialogLayerProps) {
  return (
    <Base.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup
          className={classNames(
            styles[props.kind === 'drawer' ? 'drawer' : 'dialog'],
            props.kind === 'wide-dialog' && styles['wide'],
          )}
        >
          <div className={styles['head']}>
            <Base.Title>{props.title}</Base.Title>
            <Base.Close render={<Button variant="bare" size="small" aria-label="Close" />}>
              <CloseIcon />
            </Base.Close>
          </div>
          <div className={styles['body']}>
            {props.description === undefined ? null : (
              <Base.Description className={styles['description']}>{props.description}</Base.Description>
            )}
            {props.children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
