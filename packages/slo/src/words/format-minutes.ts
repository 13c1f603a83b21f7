const NBSP = '\u00a0';

/** A span in its two largest units: "26 s", "43 min 12 s", "7 h 12 min", "67 h 12 min", "4 d 2 h". */
export function formatMinutes(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  if (seconds < 60) return `${seconds}${NBSP}s`;
  if (seconds < 3_600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const whole = Math.round(seconds / 60);
  if (whole < 96 * 60) return pair(Math.floor(whole / 60), 'h', whole % 60, 'min');
  const hours = Math.round(whole / 60);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** The length of a window, exactly: "5 min", "1 h", "3 d", "1 h 24 min". */
export function formatWindow(minutes: number): string {
  if (minutes >= 1_440 && minutes % 60 === 0)
    return pair(Math.floor(minutes / 1_440), 'd', (minutes % 1_440) / 60, 'h');
  if (minutes >= 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  return `${minutes}${NBSP}min`;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const head = `${large}${NBSP}${largeUnit}`;
  return small === 0 ? head : `${head} ${small}${NBSP}${smallUnit}`;
}
