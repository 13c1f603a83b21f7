import { StatusMark } from '../../ui/status-mark.tsx';
import styles from './sign-in.module.css';

export function Refusal(props: { children: string }) {
  return (
    <p className={styles['refusal']} role="alert">
      <StatusMark status="warning">refused</StatusMark>
      <span>{props.children}</span>
    </p>
  );
}
