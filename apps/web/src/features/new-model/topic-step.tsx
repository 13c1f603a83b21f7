'use client';

import { TOPICS } from '@leeway/contracts';
import { useId, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Input } from '../../ui/field.tsx';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import styles from './new-model.module.css';
import topicStyles from './topic.module.css';
import rowStyles from './pressed-row.module.css';
import { SampleCommand } from './sample-command.tsx';
import { TaskPanel } from './task-panel.tsx';
import { useStreamTask } from './use-stream-task.ts';

const OWN_TOPICS: ReadonlySet<string> = new Set<string>(Object.values(TOPICS));
const TOPIC_NAME = /^[a-zA-Z0-9._-]{1,249}$/u;
/** More than anybody reads; the search narrows them. */
const MAX_SHOWN = 100;

export type TopicChoice = {
  /** The chosen one, marked in the list. */
  chosen: string;
  /** Topics that cannot be meant here. */
  without?: readonly string[];
  onChoose: (topic: string) => void;
};

type Matches = { shown: string[]; more: number; own: number };

export function matchTopics(topics: readonly string[], query: string, without: readonly string[]): Matches {
  const words = query.trim().toLowerCase();
  const others = topics.filter((topic) => !OWN_TOPICS.has(topic) && !without.includes(topic));
  const matching = others.filter((topic) => topic.toLowerCase().includes(words));
  return {
    shown: matching.slice(0, MAX_SHOWN),
    more: Math.max(0, matching.length - MAX_SHOWN),
    own: topics.filter((topic) => OWN_TOPICS.has(topic)).length,
  };
}

function NoTopics() {
  return (
    <EmptyState title="This broker has no topic of a model yet">
      <p>Publish a first prediction; Kafka makes the topic if it may. Then look again.</p>
      <SampleCommand topic="my.predictions" />
    </EmptyState>
  );
}

function TopicList(props: TopicChoice & { topics: readonly string[] }) {
  const [query, setQuery] = useState('');
  const listId = useId();
  const { shown, more, own } = matchTopics(props.topics, query, props.without ?? []);
  const typed = query.trim();
  const isOther = TOPIC_NAME.test(typed) && !props.topics.includes(typed);
  if (props.topics.length === own && typed === '') return <NoTopics />;
  return (
    <>
      <Input
        type="search"
        className={topicStyles.search}
        aria-label="Find a topic"
        aria-controls={listId}
        placeholder="Part of a topic’s name"
        data-page-filter=""
        maxLength={249}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className={topicStyles.topics} id={listId} aria-label="Topics">
        {shown.map((topic) => (
          <li key={topic}>
            <button
              type="button"
              className={classNames(rowStyles.row, topicStyles.topic)}
              aria-pressed={topic === props.chosen}
              onClick={() => props.onChoose(topic)}
            >
              <code>{topic}</code>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className={styles.quiet}>No topic has “{typed}” in its name.</p> : null}
      {isOther ? (
        <Button size="small" onClick={() => props.onChoose(typed)}>
          Use <code>{typed}</code> all the same
        </Button>
      ) : null}
      <p className={styles.note}>
        {more > 0 ? `${formatCount(more)} more match: narrow the search. ` : ''}
        {own > 0 ? `${plural(own, 'topic')} of Leeway’s own ${own === 1 ? 'is' : 'are'} not shown.` : ''}
      </p>
    </>
  );
}

/** Topics as the broker names them, without Leeway's own. */
export function TopicPicker(props: TopicChoice) {
  const task = useStreamTask('list-topics', {});
  return (
    <div className={styles.stack}>
      <TaskPanel what="The list of topics" task={task} skeleton={<SkeletonRows rows={5} label="Topics are loading" />}>
        {(output) => <TopicList {...props} topics={output.topics} />}
      </TaskPanel>
      <div>
        <Button size="small" busy={task.isBusy} onClick={task.again}>
          Look again
        </Button>
      </div>
    </div>
  );
}

/** Where the predictions come by. Choosing one leads on. */
export function TopicStep(props: { topic: string; onChoose: (topic: string) => void }) {
  return (
    <>
      <p className={styles.lead}>Which topic do the model’s predictions come by?</p>
      <TopicPicker chosen={props.topic} onChoose={props.onChoose} />
    </>
  );
}
