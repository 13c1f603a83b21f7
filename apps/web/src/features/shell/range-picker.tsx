'use client';

import { useState } from 'react';
import { CaretIcon } from '../../ui/icons.tsx';
import { formatMoment } from '../../ui/format/format-time.ts';
import overlay from '../../ui/overlay.module.css';
import { Popover } from '../../ui/popover.tsx';
import { useZone } from '../../ui/use-zone.ts';
import { RangeForm } from './range-form.tsx';
import styles from './shell.module.css';
import { RANGE_PRESETS, useTimeRange } from './time-range.ts';
import { useShortcut } from './use-shortcut.ts';

/** Presets and fixed ends; `t` opens it, `[` and `]` move half a span. */
export function RangePicker() {
  const [open, setOpen] = useState(false);
  const range = useTimeRange(60_000);
  const zone = useZone();
  useShortcut('t', () => setOpen(true));
  useShortcut('[', () => void range.shift(-1));
  useShortcut(']', () => void range.shift(1));
  const label = RANGE_PRESETS.find((preset) => preset.key === range.preset)?.label ?? 'Fixed';
  const from = formatMoment(range.fromMs, zone, range.toMs);
  const to = range.preset === null ? formatMoment(range.toMs, zone, range.fromMs) : 'now';
  return (
    <>
      <Popover
        label="Time range"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button type="button" aria-label={`Time range ${label}, ${from} to ${to}`} suppressHydrationWarning>
            <b>{label}</b>
            <CaretIcon />
          </button>
        }
      >
        <ul>
          {RANGE_PRESETS.map((preset) => (
            <li key={preset.key}>
              <button
                type="button"
                className={overlay['item']}
                data-selected={preset.key === range.preset ? '' : undefined}
                aria-pressed={preset.key === range.preset}
                onClick={() => {
                  void range.setPreset(preset.key);
                  setOpen(false);
                }}
              >
                Last {preset.label}
              </button>
            </li>
          ))}
        </ul>
        <RangeForm
          key={open ? 'open' : 'closed'}
          fromMs={range.fromMs}
          toMs={range.toMs}
          onApply={(fromMs, toMs) => {
            void range.setFixed(fromMs, toMs);
            setOpen(false);
          }}
        />
      </Popover>
      <span className={`${styles['span']} ${styles['wide']}`} suppressHydrationWarning>
        {from} → {to}
      </span>
    </>
  );
}
