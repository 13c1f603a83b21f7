import type { Judgement, Voice } from '@leeway/response';
import { ActMark } from '../../ui/act-mark.tsx';
import { StatusShape } from '../../ui/status-mark.tsx';

const COLOURS: Record<Judgement, string> = { critical: 'var(--crit)', warning: 'var(--warn)', ok: 'var(--ok)' };

/** Whose voice an entry speaks with: ink cross = measured, a status shape = judged, magenta = somebody did something. */
export function VoiceMark(props: { voice: Voice; judgement?: Judgement }) {
  const judgement = props.judgement ?? 'critical';
  switch (props.voice) {
    case 'measured':
      return (
        <svg viewBox="0 0 10 10" aria-hidden="true">
          <path d="M5 1v8M1.5 5h7" stroke="var(--ink)" strokeWidth="1.5" />
        </svg>
      );
    case 'judged':
      return (
        <span style={{ color: COLOURS[judgement], fill: 'currentColor' }}>
          <StatusShape status={judgement} />
        </span>
      );
    case 'changed':
      return <ActMark shape="filled" />;
    case 'response':
      return <ActMark shape="ring" />;
  }
}
