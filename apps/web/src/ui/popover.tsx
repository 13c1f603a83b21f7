'use client';

import dynamic from 'next/dynamic';
import { cloneElement, useState, type ReactElement, type ReactNode } from 'react';

type TriggerProps = {
  onClick?: () => void;
  'aria-haspopup'?: 'dialog';
  'aria-expanded'?: boolean;
};

const PopoverLayer = dynamic(() => import('./popover-layer.tsx').then((module) => module.PopoverLayer), { ssr: false });

/** A small panel under a button, fetched when first opened. `trigger` is the button element. */
export function Popover(props: {
  trigger: ReactElement<TriggerProps>;
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  const [isWanted, setIsWanted] = useState(props.open);
  if (props.open && !isWanted) setIsWanted(true);
  if (isWanted) return <PopoverLayer {...props} />;
  return cloneElement(props.trigger, {
    onClick: () => props.onOpenChange(true),
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
  });
}
