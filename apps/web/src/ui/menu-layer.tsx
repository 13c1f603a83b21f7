'use client';

import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import type { MenuItem } from './menu.tsx';
import styles from './overlay.module.css';

/** Opens at once when it is mounted by the click that asked for it. */
export function MenuLayer(props: { trigger: ReactElement; items: readonly MenuItem[]; align: 'start' | 'end' }) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner className={styles['positioner']} sideOffset={4} align={props.align}>
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
