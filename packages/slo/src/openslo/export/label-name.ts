const MOST = 63;

/** A text as an RFC 1123 label: lower-case letters, digits and "-", at most 63 of them. */
export function labelName(text: string, otherwise: string): string {
  const label = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/gu, '-')
    .slice(0, MOST)
    .replaceAll(/^-+|-+$/gu, '');
  return label === '' ? otherwise : label;
}

/** A label that is not taken yet; it is taken from then on. */
export function freeLabel(label: string, taken: Set<string>): string {
  let free = label;
  for (let number = 2; taken.has(free); number += 1) {
    const suffix = `-${number}`;
    free = `${label.slice(0, MOST - suffix.length).replaceAll(/-+$/gu, '')}${suffix}`;
  }
  taken.add(free);
  return free;
}
