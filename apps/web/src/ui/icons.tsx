import type { ReactNode } from 'react';

function Icon(props: { size?: number; box?: number; children: ReactNode }) {
  const box = props.box ?? 18;
  return (
    <svg
      viewBox={`0 0 ${box} ${box}`}
      width={props.size ?? box}
      height={props.size ?? box}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      {props.children}
    </svg>
  );
}

export function CloseIcon() {
  return (
    <Icon box={10}>
      <path d="M1 1l8 8M9 1 1 9" />
    </Icon>
  );
}

export function CaretIcon() {
  return (
    <svg viewBox="0 0 7 4" width="7" height="4" fill="var(--ink-3)" aria-hidden="true" style={{ flex: 'none' }}>
      <path d="M0 0h7L3.5 4z" />
    </svg>
  );
}

export function HomeIcon() {
  return (
    <Icon>
      <path d="M2.5 8 9 2.5 15.5 8v7.5h-13z" />
    </Icon>
  );
}

export function DiamondIcon() {
  return (
    <Icon>
      <path d="M9 1.5 16.5 9 9 16.5 1.5 9z" />
    </Icon>
  );
}

export function ClockIcon() {
  return (
    <Icon>
      <circle cx="9" cy="9" r="7" />
      <path d="M9 4.5V9l2.5 2" />
    </Icon>
  );
}

export function MoreIcon() {
  return (
    <Icon>
      <path d="M2 4.5h14M2 9h14M2 13.5h14" />
    </Icon>
  );
}
