/** The places of Leeway, in order. Rail, phone bar, palette, shortcut sheet and `g` keys all read this list. */
export const NAV = [
  { key: 'home', label: 'Home', href: '/', letter: 'h', group: 'now', phone: true, timed: 'never' },
  { key: 'incidents', label: 'Incidents', href: '/incidents', letter: 'i', group: 'now', phone: true, timed: 'never' },
  { key: 'approvals', label: 'Approvals', href: '/approvals', letter: 'a', group: 'now', phone: true, timed: 'never' },
  { key: 'models', label: 'Models', href: '/models', letter: 'm', group: 'watched', phone: false, timed: 'detail' },
  { key: 'slos', label: 'SLOs', href: '/slos', letter: 's', group: 'watched', phone: false, timed: 'never' },
  { key: 'changes', label: 'Changes', href: '/changes', letter: 'c', group: 'watched', phone: false, timed: 'always' },
  {
    key: 'runbooks',
    label: 'Runbooks',
    href: '/runbooks',
    letter: 'r',
    group: 'written',
    phone: false,
    timed: 'never',
  },
] as const satisfies readonly NavDefinition[];

type NavDefinition = {
  key: string;
  label: string;
  href: string;
  /** Goes there after `g`. */
  letter: string;
  group: 'now' | 'watched' | 'written';
  /** Has a place of its own in the phone's bar. */
  phone: boolean;
  /** Which of its pages show data over the time range of the top bar. */
  timed: 'never' | 'detail' | 'always';
};

export type NavEntry = (typeof NAV)[number];
export type NavKey = NavEntry['key'];

/** The entry that a path belongs to. */
export function navEntryOf(path: string): NavEntry | null {
  return NAV.find(({ href }) => (href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`))) ?? null;
}

/** Whether the page at this path follows the time range of the top bar. */
export function isTimedPath(path: string): boolean {
  const entry = navEntryOf(path);
  return (
    entry !== null &&
    (entry.timed === 'always' || (entry.timed === 'detail' && path !== entry.href && path !== `${entry.href}/new`))
  );
}
