'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { newFormValues, type FormValues } from './form-values.ts';

const KEY = 'leeway.new-model';
/** A form that an earlier release kept is not read: its values may mean something else. */
const VERSION = 1;
const MAX_KEPT = 5;
const EMPTY = newFormValues();

type Kept = { version: number; forms: { topic: string; values: FormValues }[] };

const listeners = new Set<() => void>();
let kept: Kept | null = null;

function isKept(value: unknown): value is Kept {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === VERSION &&
    'forms' in value &&
    Array.isArray(value.forms)
  );
}

/** What this tab remembers. A browser that refuses to keep things, or kept nonsense, begins anew. */
function read(): Kept {
  if (kept !== null) return kept;
  kept = { version: VERSION, forms: [] };
  try {
    const found: unknown = JSON.parse(window.sessionStorage.getItem(KEY) ?? 'null');
    if (isKept(found)) kept = found;
  } catch {
    // Nothing was kept.
  }
  return kept;
}

function write(forms: Kept['forms']): void {
  kept = { version: VERSION, forms: forms.slice(0, MAX_KEPT) };
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Full or forbidden: the form still works, it is only gone after a reload.
  }
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Entries for a topic as this tab last had them. */
export function formOf(topic: string): FormValues {
  return read().forms.find((form) => form.topic === topic)?.values ?? EMPTY;
}

export function changeForm(topic: string, change: (values: FormValues) => FormValues): void {
  const values = change(formOf(topic));
  write([{ topic, values }, ...read().forms.filter((form) => form.topic !== topic)]);
}

/** Once its model exists. */
export function forgetForm(topic: string): void {
  write(read().forms.filter((form) => form.topic !== topic));
}

/** One set of entries for each topic, kept by the tab: neither a reload nor the back button loses any. Null on the server. */
export function useForm(topic: string): {
  values: FormValues | null;
  change: (change: (values: FormValues) => FormValues) => void;
} {
  const values = useSyncExternalStore(
    subscribe,
    () => formOf(topic),
    () => null,
  );
  const change = useCallback((how: (values: FormValues) => FormValues) => changeForm(topic, how), [topic]);
  return { values, change };
}
