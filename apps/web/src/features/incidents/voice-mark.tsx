import type { Voice } from '@leeway/response';
import { ActMark } from '../../ui/act-mark.tsx';

/** Whose voice an entry speaks with: ink cross = measured, diamond = judged, magenta = somebody did something. */
export function VoiceMark(props: { voice: Voice }) {
  switch (props.voice) {
    case 'measured':
      return (
        <svg viewBox="0 0 10 10" aria-hidden="true">
          <path d="M5 1v8M1.5 5h7" stroke="var(--ink)" strokeWidth="1.5" />
        </svg>
      );
    case 'judged':
      return (
        <svg viewBox="0 0 10 10" aria-hidden="true">
          <path d="M5 0 10 5 5 10 0 5z" fill="var(--crit)" />
        </svg>
      );
    case 'changed':
      return <ActMark shape="filled" />;
    case 'response':
      return <ActMark shape="ring" />;
  }
}
