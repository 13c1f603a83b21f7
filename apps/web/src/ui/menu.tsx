'use client';

import dynamic from 'next/dynamic';
import { cloneElement, useState, type ReactElement, type ReactNode } from 'react';

export type MenuItem = { key: string; label: ReactNode; end?: ReactNode; selected?: boolean; onSelect: () => void };

type TriggerProps = {
  onClick?: () => void;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
};

/** A short list of choices under a button, fetched at the first click. `trigger` is the button element. */
export function Menu(props: {
  trigger: ReactElement<TriggerProps>;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
}) {
  const [isWanted, setIsWanted] = useState(false);
  const closed = cloneElement(props.trigger, {
    onClick: () => setIsWanted(true),
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  });
  if (!isWanted) return closed;
  return <MenuLayer trigger={props.trigger} items={props.items} align={props.align ?? 'end'} />;
}

const MenuLayer = dynamic(() => import('./menu-layer.tsx').then((module) => module.MenuLayer), { ssr: false });
