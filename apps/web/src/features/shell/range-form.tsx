'use client';

import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { zoneName, type Zone } from '../../ui/format/format-time.ts';
import { useZone } from '../../ui/use-zone.ts';
import { MAX_SPAN_MS, MIN_SPAN_MS } from './time-range.ts';

/** The words of a datetime-local input, in the page's zone. */
export function toInputText(ms: number, zone: Zone): string {
  const shiftMs = zone === 'utc' ? 0 : new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - shiftMs).toISOString().slice(0, 16);
}

export function fromInputText(text: string, zone: Zone): number | null {
  const ms = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isFinite(ms) ? ms : null;
}

export function RangeForm(props: { fromMs: number; toMs: number; onApply: (fromMs: number, toMs: number) => void }) {
  const zone = useZone();
  const [from, setFrom] = useState(() => toInputText(props.fromMs, zone));
  const [to, setTo] = useState(() => toInputText(props.toMs, zone));
  const [error, setError] = useState<string | undefined>();
  function apply() {
    const [fromMs, toMs] = [fromInputText(from, zone), fromInputText(to, zone)];
    if (fromMs === null || toMs === null) setError('Both ends, please.');
    else if (toMs - fromMs < MIN_SPAN_MS) setError('The end must come at least a minute after the beginning.');
    else if (toMs - fromMs > MAX_SPAN_MS) setError('At most 400 days.');
    else props.onApply(fromMs, toMs);
  }
  return (
    <form
      className="grid gap-2 border-t border-rule p-3"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Field label={`From, ${zoneName(zone)}`}>
        {(control) => (
          <Input {...control} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        )}
      </Field>
      <Field label={`To, ${zoneName(zone)}`} error={error}>
        {(control) => (
          <Input {...control} type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
        )}
      </Field>
      <Button type="submit" size="small">
        Show this range
      </Button>
    </form>
  );
}
