/** JSON with a line for each field, as far as the text goes: what was cut off in the middle is still laid out. */
export function indentJson(text: string): string {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return text;
  let depth = 0;
  let inText = false;
  let out = '';
  const line = () => `\n${'  '.repeat(Math.min(depth, 20))}`;
  for (let at = 0; at < trimmed.length; at += 1) {
    const character = trimmed.charAt(at);
    if (inText) {
      out += character;
      if (character === '\\') {
        at += 1;
        out += trimmed.charAt(at);
      } else if (character === '"') inText = false;
    } else if (character === '"') {
      inText = true;
      out += character;
    } else if (character === '{' || character === '[') {
      const closes = trimmed.charAt(at + 1) === (character === '{' ? '}' : ']');
      depth += 1;
      out += closes ? character : character + line();
    } else if (character === '}' || character === ']') {
      const isEmpty = out.endsWith('{') || out.endsWith('[');
      depth = Math.max(0, depth - 1);
      out += isEmpty ? character : line() + character;
    } else if (character === ',') out += character + line();
    else if (character === ':') out += ': ';
    else if (!/\s/u.test(character)) out += character;
  }
  return out;
}
