import { formatWindow } from '@leeway/slo';

/** An alert row's id as people read it: "1 h / 5 min". */
export function rowWords(rowId: string): string {
  const windows = /^(\d+)m\/(\d+)m$/u.exec(rowId);
  if (windows === null) return 'no data';
  return `${formatWindow(Number(windows[1]))} / ${formatWindow(Number(windows[2]))}`;
}
