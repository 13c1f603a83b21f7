/** The heading, the course made good, and the angle between them. */
export function Logo() {
  return (
    <svg viewBox="0 0 18 18" width="18" height="18" fill="none" aria-hidden="true" style={{ flex: 'none' }}>
      <path d="M5 1v16" stroke="var(--ink)" strokeWidth="1.25" />
      <path d="M5 17 13.5 2.5" stroke="var(--ink)" strokeWidth="2.5" />
      <path d="M5 5.5c2 0 3.9.5 5.5 1.5" stroke="var(--act)" strokeWidth="1.25" />
    </svg>
  );
}
