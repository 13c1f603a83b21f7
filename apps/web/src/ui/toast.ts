'use client';

export type Toast = { id: number; text: string };

/** How long a small confirmation stays. */
export const TOAST_MS = 5_000;
const MAX_TOASTS = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const each of listeners) each();
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

export function dismissToast(id: number): void {
  publish(toasts.filter((each) => each.id !== id));
}

/** Confirms something small: saved, copied. Never a decision: those are shown where they were made. */
export function toast(text: string): void {
  const id = nextId;
  nextId += 1;
  publish([...toasts, { id, text }].slice(-MAX_TOASTS));
  setTimeout(() => dismissToast(id), TOAST_MS);
}
