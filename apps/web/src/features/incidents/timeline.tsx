'use client';

import { VOICES, type IncidentState } from '@leeway/response';
import type { TimelineEntryView } from '@leeway/services';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { Markdown } from '../../ui/markdown.tsx';
import { Section } from '../../ui/section.tsx';
import { Time } from '../../ui/time.tsx';
import { CommentForm } from './comment-form.tsx';
import styles from './timeline.module.css';
import { VoiceMark } from './voice-mark.tsx';

const SHOWN_AT_FIRST = 12;

function Entry({ entry, isFolded }: { entry: TimelineEntryView; isFolded: boolean }) {
  return (
    <li className={isFolded ? styles['folded'] : undefined}>
      <Time ms={entry.atMs} as="clock-seconds" />
      <VoiceMark voice={entry.voice} judgement={entry.judgement} />
      <div>
        <span className="sr-only">{entry.voice === 'judged' ? `judged ${entry.judgement}` : entry.voice}: </span>
        {entry.isComment ? (
          <>
            <b className="font-medium">{entry.actor}</b>
            <Markdown>{entry.text}</Markdown>
          </>
        ) : (
          entry.text
        )}
      </div>
    </li>
  );
}

/** What happened, newest first; nothing is ever rewritten. */
export function Timeline(props: { incidentId: string; state: IncidentState; entries: TimelineEntryView[] }) {
  const [showAll, setShowAll] = useState(false);
  // All are there, for paper; on screens the earlier ones come when asked for.
  const hidden = showAll ? 0 : Math.max(0, props.entries.length - SHOWN_AT_FIRST);
  return (
    <Section
      title="Timeline"
      note={`${plural(props.entries.length, 'entry', 'entries')}, append-only`}
      aside={
        <span className={styles['key']}>
          {VOICES.map((voice) => (
            <span key={voice}>
              <VoiceMark voice={voice} />
              {voice}
            </span>
          ))}
        </span>
      }
    >
      <CommentForm incidentId={props.incidentId} />
      <ol className={styles['timeline']}>
        {props.entries.map((entry, index) => (
          <Entry key={entry.id} entry={entry} isFolded={!showAll && index >= SHOWN_AT_FIRST} />
        ))}
      </ol>
      {hidden > 0 ? (
        <Button variant="bare" size="small" onClick={() => setShowAll(true)}>
          Show {plural(hidden, 'earlier entry', 'earlier entries')}
        </Button>
      ) : null}
    </Section>
  );
}
