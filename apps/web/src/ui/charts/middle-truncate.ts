/** Shortens in the middle, since the ends of feature names tell them apart. */
export function middleTruncate(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters || maxCharacters < 3) return text;
  const head = Math.ceil((maxCharacters - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (maxCharacters - 1 - head))}`;
}
