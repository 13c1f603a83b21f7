import type { ReactNode } from 'react';
import { Logo } from '../shell/logo.tsx';
import styles from './sign-in.module.css';

export function SignInFrame(props: { title: string; lead: ReactNode; children?: ReactNode; foot?: ReactNode }) {
  return (
    <main className={styles['page']}>
      <div className={styles['sheet']}>
        <div className={styles['brand']}>
          <Logo />
          Leeway
        </div>
        <h1>{props.title}</h1>
        <p className={styles['lead']}>{props.lead}</p>
        {props.children}
        {props.foot === undefined ? null : <div className={styles['foot']}>{props.foot}</div>}
      </div>
    </main>
  );
}
