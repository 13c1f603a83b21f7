'use client';

import { NAV } from '../../nav.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useCommandKeyName } from './use-command-key-name.ts';
import { setSingleKeys, useSingleKeys } from './use-shortcut.ts';

const ON_PAGES = [
  ['j k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['/', 'Filter'],
  ['a', 'Acknowledge the incident'],
  ['t', 'Time range'],
  ['[ ]', 'Earlier, later'],
  ['u', 'UTC or local time'],
  ['?', 'This sheet'],
  ['Esc', 'Close the top layer'],
] as const;

export function ShortcutSheet(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const commandKey = useCommandKeyName();
  const singleKeys = useSingleKeys();
  return (
    <Dialog
      title="Keyboard shortcuts"
      description="No single key approves anything."
      open={props.open}
      onOpenChange={props.onOpenChange}
    >
      <div className="grid gap-6 phone:grid-cols-2">
        <Keys title="Go to" keys={NAV.map((entry) => [`g ${entry.letter}`, entry.label] as const)} />
        <Keys title="Everywhere" keys={[[`${commandKey} K`, 'Find or run'] as const, ...ON_PAGES]} />
      </div>
      <div className="mt-4 border-t border-rule pt-3">
        <Checkbox checked={singleKeys} onChange={(event) => setSingleKeys(event.target.checked)}>
          Keys without Ctrl or ⌘ do something
        </Checkbox>
      </div>
    </Dialog>
  );
}

function Keys(props: { title: string; keys: readonly (readonly [keys: string, does: string])[] }) {
  return (
    <div>
      <h3>{props.title}</h3>
      <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-2">
        {props.keys.map(([keys, does]) => (
          <div key={keys} className="contents">
            <dt className="flex items-start gap-1 pt-px">
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
