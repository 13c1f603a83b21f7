'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { DialogLayerProps } from './dialog-layer.tsx';

type OverlayProps = Omit<DialogLayerProps, 'kind'>;

// Fetched when first opened: what opens later must not delay what is shown now.
const DialogLayer = dynamic(() => import('./dialog-layer.tsx').then((module) => module.DialogLayer), { ssr: false });

/** Once opened it stays mounted, so that closing can be drawn and the focus goes back. */
function useWasOpened(open: boolean): boolean {
  const [wasOpened, setWasOpened] = useState(open);
  if (open && !wasOpened) setWasOpened(true);
  return wasOpened;
}

export function Dialog({ wide, ...rest }: OverlayProps & { wide?: boolean }) {
  const wasOpened = useWasOpened(rest.open);
  return wasOpened ? <DialogLayer {...rest} kind={wide === true ? 'wide-dialog' : 'dialog'} /> : null;
}

/** A sheet from the right. What it shows belongs in the URL. */
export function Drawer(props: OverlayProps) {
  const wasOpened = useWasOpened(props.open);
  return wasOpened ? <DialogLayer {...props} kind="drawer" /> : null;
}
