/** The places of Leeway, in order. Rail, phone bar, palette, shortcut sheet and `g` keys all read this list. */
export const NAV = [
  { key: 'home', label: 'Home', href: '/', letter: 'h', group: 'now', phone: true, timed: true },
  { key: 'incidents', label: 'Incidents', href: '/incidents', letter: 'i', group: 'now', phone: true, timed: false },
  { key: 'approvals', label: 'Approvals', href: '/approvals', letter: 'a', group: 'now', phone: true, timed: false },
  { key: 'models', label: 'Models', href: '/models', letter: 'm', group: 'watched', phone: false, timed: true },
  { key: 'slos', label: 'SLOs', href: '/slos', letter: 's', group: 'watched', phone: false, timed: false },
  { key: 'changes', label: 'Changes', href: '/changes', letter: 'c', group: 'watched', phone: false, timed: true },
  { key: 'runbooks', label: 'Runbooks', href: '/runbooks', letter: 'r', group: 'written', phone: false, timed: false },
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
  /** Shows data over the time range of the top bar. */
  timed: boolean;
};

export type NavEntry = (typeof NAV)[number];
export type NavKey = NavEntry['key'];

/** The entry that a path belongs to. */
export function navEntryOf(path: string): NavEntry | null {
  return NAV.find(({ href }) => (href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`))) ?? null;
}
