'use client';

import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import styles from './overlay.module.css';

export type MenuItem = { key: string; label: ReactNode; end?: ReactNode; selected?: boolean; onSelect: () => void };

/** A short list of choices under a button. `trigger` is the button element. */
export function Menu(props: { trigger: ReactElement; items: readonly MenuItem[]; align?: 'start' | 'end' }) {
  return (
    <Base.Root>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner className={styles['positioner']} sideOffset={4} align={props.align ?? 'end'}>
          <Base.Popup className={styles['popup']}>
            {props.items.map((item) => (
              <Base.Item
                key={item.key}
                className={styles['item']}
                data-selected={item.selected === true ? '' : undefined}
                onClick={item.onSelect}
              >
                <span>{item.label}</span>
                {item.end === undefined ? null : <span className={styles['end']}>{item.end}</span>}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
