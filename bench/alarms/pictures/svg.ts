const STYLE = [
  'text{font:12px system-ui,sans-serif;fill:#1b2430}',
  '.soft{fill:#5a6675}',
  '.grid{stroke:#d5dae1}',
  '.budget{stroke:#b3541e;stroke-dasharray:4 3}',
  '.episode{fill:#4a78b0}',
  '.known{fill:#f3e3d6}',
].join('');

/** Lighter to darker with more rows an hour. */
export const COLOURS = ['#8fb1da', '#5488c0', '#2a548c', '#0f2f5c'] as const;

export function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] ?? COLOURS[0];
}

export function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end' = 'middle'): string {
  const safe = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${safe}</text>`;
}

export function verticalLine(x: number, top: number, bottom: number, style = 'grid'): string {
  return `<path class="${style}" d="M${x.toFixed(1)} ${top}V${bottom}"/>`;
}

/** A full dot, or a ring. */
export function dot(x: number, y: number, colour: string, isFull = true): string {
  const paint = isFull ? `fill="${colour}"` : `fill="#fff" stroke="${colour}" stroke-width="1.6"`;
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4.5" ${paint}/>`;
}

/** Dots of one colour a rate, in a row. */
export function rateLegend(rates: readonly number[], left: number): string[] {
  return rates.map((rate, index) => {
    const x = left + index * 112;
    return `${dot(x, 16, colourOf(index))}${text(x + 10, 20, `${rate.toLocaleString('en')} rows/h`, 'start')}`;
  });
}

/** Maps a decade scale to pixels; what is not within is put on the nearest end. */
export function logScale(from: number, to: number, left: number, right: number): (value: number) => number {
  return (value) => {
    const share = Math.log(value / from) / Math.log(to / from);
    return left + Math.min(1, Math.max(0, share)) * (right - left);
  };
}

/** A picture on white, which documents with a dark background show as well. */
export function picture(title: string, size: { width: number; height: number }, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img">`,
    `<title>${title}</title><style>${STYLE}</style>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
