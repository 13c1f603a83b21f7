import type { ReactNode } from 'react';

export const ACT_SHAPES = ['filled', 'hollow', 'barred', 'ring'] as const;
export type ActShape = (typeof ACT_SHAPES)[number];

const SHAPES: Record<ActShape, ReactNode> = {
  filled: <path d="M.6 1.2h8.8L5 9z" fill="var(--act)" />,
  hollow: <path d="M1.2 1.7h7.6L5 8.3z" fill="none" stroke="var(--act)" strokeWidth="1.4" />,
  barred: (
    <>
      <path d="M1.2 3.2h7.6L5 9.2z" fill="none" stroke="var(--act)" strokeWidth="1.4" />
      <path d="M.6 1h8.8" stroke="var(--act)" strokeWidth="1.4" />
    </>
  ),
  ring: <circle cx="5" cy="5" r="3.5" fill="none" stroke="var(--act)" strokeWidth="1.5" />,
};

/** Something that somebody did, in magenta: filled = deploy, hollow = setting, barred = data or schema, ring = response. */
export function ActMark(props: { shape: ActShape; label?: string; className?: string }) {
  const named =
    props.label === undefined ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': props.label };
  return (
    <svg viewBox="0 0 10 10" width="10" height="10" className={props.className} {...named} style={{ flex: 'none' }}>
      {SHAPES[props.shape]}
    </svg>
  );
}
