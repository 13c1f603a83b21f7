'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { isTimedPath } from '../../nav.ts';
import { classNames } from '../../ui/class-names.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { zoneName } from '../../ui/format/format-time.ts';
import { toggleZone, useZone } from '../../ui/use-zone.ts';
import { Clock } from './clock.tsx';
import { Crumbs } from './crumbs.tsx';
import { Logo } from './logo.tsx';
import { RangePicker } from './range-picker.tsx';
import styles from './shell.module.css';
import { timeRangeParsers, useTimeRange } from './time-range.ts';

export function TopBar() {
  const zone = useZone();
  const isTimed = isTimedPath(usePathname());
  return (
    <header className={styles['top']}>
      <Link href="/" className={styles['phoneBrand']}>
        <Logo />
        Leeway
      </Link>
      <Crumbs />
      <span className={styles['spacer']} />
      <Clock />
      <span className={classNames(styles['group'], !isTimed && styles['wide'])}>
        {isTimed ? <RangePicker /> : null}
        <button
          type="button"
          className={styles['wide']}
          onClick={toggleZone}
          aria-label={`Time zone ${zoneName(zone)}, switch`}
          aria-keyshortcuts="u"
          suppressHydrationWarning
        >
          {zoneName(zone)}
        </button>
      </span>
      <span className={styles['wide']}>
        <CopyLink isTimed={isTimed} />
      </span>
    </header>
  );
}

/** A link that shows the same to everybody later: a range that follows the clock is written with fixed ends. */
function CopyLink(props: { isTimed: boolean }) {
  const { fromMs, toMs } = useTimeRange();
  function link(): string {
    const url = new URL(window.location.href);
    if (props.isTimed) {
      url.searchParams.delete('range');
      url.searchParams.set('from', timeRangeParsers.from.serialize(fromMs));
      url.searchParams.set('to', timeRangeParsers.to.serialize(toMs));
    }
    return url.toString();
  }
  return <CopyButton text={link}>Copy link</CopyButton>;
}
