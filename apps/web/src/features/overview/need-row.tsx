import Link from 'next/link';
import type { ReactNode } from 'react';
import { LinkButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { StatusMark, type Status } from '../../ui/status-mark.tsx';
import styles from './overview.module.css';

/** One thing that needs somebody: mark, three lines, a scale with its caption, and the way there. */
export function NeedRow(props: {
  status: Status;
  href: string;
  title: string;
  /** Who and since when. */
  about: ReactNode;
  /** What was measured, or what would change. */
  measured: ReactNode;
  scale: ReactNode;
  caption: ReactNode;
  action: { label: string; isPrimary: boolean };
  /** Beside the mark on a phone, where the caption has no room. */
  phoneAside: ReactNode;
  /** Phones leave the drawing out unless it says what no line says. */
  hasPhoneScale?: boolean;
}) {
  return (
    <li className={styles['need']} data-row-href={props.href}>
      <div className={classNames(styles['mark'], styles['head'])}>
        <StatusMark status={props.status} />
        <span className={styles['phoneAside']}>{props.phoneAside}</span>
      </div>
      <div className={styles['text']}>
        <h3 className={styles['title']}>
          <Link href={props.href}>{props.title}</Link>
        </h3>
        <p className={classNames(styles['line'], styles['deskOnly'])}>{props.about}</p>
        <p className={classNames(styles['line'], styles['quiet'])}>{props.measured}</p>
      </div>
      <div className={classNames(styles['scale'], props.hasPhoneScale !== true && styles['deskOnly'])}>
        {props.scale}
        <div className={styles['caption']}>{props.caption}</div>
      </div>
      <LinkButton
        href={props.href}
        variant={props.action.isPrimary ? 'primary' : 'default'}
        className={styles['action']}
        aria-label={`${props.action.label}: ${props.title}`}
      >
        {props.action.label}
      </LinkButton>
    </li>
  );
}
