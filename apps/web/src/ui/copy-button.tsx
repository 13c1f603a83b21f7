'use client';

import { useEffect, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';

/** Copies `text`; says "Copied" for two seconds, or that the browser refused. */
export function CopyButton(props: { text: string | (() => string); children?: ReactNode; label?: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof props.text === 'string' ? props.text : props.text());
      setState('copied');
    } catch {
      setState('refused');
    }
  }
  return (
    <Button size="small" onClick={() => void copy()} aria-label={state === 'idle' ? props.label : undefined}>
      <span aria-live="polite">
        {state === 'copied' ? 'Copied' : state === 'refused' ? 'Copy refused' : (props.children ?? 'Copy')}
      </span>
    </Button>
  );
}
