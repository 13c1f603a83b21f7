'use client';

import { useEffect, useState } from 'react';
import { plural } from '../../ui/format/format-number.ts';
import type { NavCount } from './use-shell-counts.ts';

/** Says aloud, politely, when there is more to do than before. */
export function Announcer(props: { incidents: NavCount | undefined; approvals: NavCount | undefined }) {
  const incidents = props.incidents?.value;
  const approvals = props.approvals?.value;
  const [seen, setSeen] = useState({ incidents, approvals });
  const [text, setText] = useState('');
  if (seen.incidents !== incidents || seen.approvals !== approvals) {
    setSeen({ incidents, approvals });
    const news = [
      isMore(seen.incidents, incidents) ? `${plural(incidents ?? 0, 'incident')} open` : '',
      isMore(seen.approvals, approvals) ? `${plural(approvals ?? 0, 'approval')} waiting` : '',
    ].filter((part) => part !== '');
    if (news.length > 0) setText(`${news.join(', ')}.`);
  }
  useEffect(() => {
    const title = document.title.replace(/^\(\d+\) /u, '');
    const total = (incidents ?? 0) + (approvals ?? 0);
    document.title = total > 0 ? `(${total}) ${title}` : title;
  });
  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}

function isMore(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && now > before;
}
