'use client';

import { objectiveSentence, type CountedSpec, type SloWindow } from '@leeway/slo';
import { FIELD_IDS, focusField } from './focus-field.ts';
import styles from './slo-form.module.css';

/** The objective in one sentence; each word that can be changed leads to its field. */
export function ObjectiveWords(props: { spec: CountedSpec; target: number; modelName: string } & SloWindow) {
  return (
    <p className={styles.sentence}>
      {objectiveSentence(props).map((part, index) => {
        const { field } = part;
        if (field === null) return <span key={index}>{part.text}</span>;
        return (
          <button key={index} type="button" onClick={() => focusField(FIELD_IDS[field])}>
            {part.text}
          </button>
        );
      })}
    </p>
  );
}
