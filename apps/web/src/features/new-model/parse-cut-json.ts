/** Longest text that is looked at: what an inspection shows of one message is no longer. */
const MAX_CHARACTERS = 65_536;

/** Closers that are due at each place where a value has just ended, innermost last. */
type Place = { end: number; closers: string };

/** Where a cut text can end: after every whole value, together with the brackets that are open there. */
function lastPlace(text: string): Place | null {
  const open: string[] = [];
  let inText = false;
  let place: Place | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
      continue;
    }
    if (character === '"') inText = true;
    else if (character === '{' || character === '[') open.push(character === '{' ? '}' : ']');
    else if (character === '}' || character === ']') {
      open.pop();
      place = { end: at + 1, closers: open.toReversed().join('') };
    } else if (character === ',') place = { end: at, closers: open.toReversed().join('') };
  }
  return place;
}

/** JSON that may have been cut off: its whole values, or undefined where it is none. Never throws. */
export function parseCutJson(text: string): unknown {
  const looked = text.slice(0, MAX_CHARACTERS);
  try {
    return JSON.parse(looked);
  } catch {
    const place = lastPlace(looked);
    if (place === null) return undefined;
    try {
      return JSON.parse(looked.slice(0, place.end) + place.closers);
    } catch {
      return undefined;
    }
  }
}
