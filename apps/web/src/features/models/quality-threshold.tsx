'use client';

import type { PerformanceView } from '@leeway/services';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { formatFixed } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import { QualityAnswers } from './quality-answers.tsx';
import { QualityThresholdCurve } from './quality-threshold-curve.tsx';
import styles from './quality.module.css';

/** Long enough that a slider under way asks nothing, short enough that nobody waits. */
const SETTLED_AFTER_MS = 250;
const USUAL = 0.5;

type QualityThresholdProps = {
  view: PerformanceView;
  threshold: number;
  onChoose: (threshold: number) => void;
};

function clamped(text: string): number | null {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value)
    ? null
    : Math.round(Math.min(1, Math.max(0, value)) * 1_000) / 1_000;
}

/** The threshold in hand: follows the URL, and is handed on once it stands still. */
function useSettling(threshold: number, onChoose: (threshold: number) => void) {
  const [inHand, setInHand] = useState<number | null>(null);
  useEffect(() => {
    if (inHand === null) return;
    const timer = setTimeout(() => {
      setInHand(null);
      if (inHand !== threshold) onChoose(inHand);
    }, SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [inHand, threshold, onChoose]);
  return { shown: inHand ?? threshold, take: setInHand };
}

/** What the answers would be worth at another threshold, from the scores of the labelled events. */
export function QualityThreshold({ view, threshold, onChoose }: QualityThresholdProps) {
  const { shown, take } = useSettling(threshold, onChoose);
  /** As it is being typed, which for a while may be no number. */
  const [typed, setTyped] = useState<string | null>(null);
  if (view.total.n === 0) return null;
  if (view.threshold === null) return <QualityAnswers view={view} />;
  return (
    <Section
      title="Answers at a threshold"
      note="of all labelled events of the range"
      aside={
        threshold === USUAL ? undefined : (
          <Button size="small" variant="bare" onClick={() => onChoose(USUAL)}>
            Back to {formatFixed(USUAL, 1)}
          </Button>
        )
      }
    >
      <div className={styles.threshold}>
        <div className={styles.controls}>
          <Field label="Positive from a score of" hint="Whatever threshold the model uses itself.">
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={1}
                step={0.01}
                value={typed ?? shown}
                onBlur={() => setTyped(null)}
                onChange={({ target }) => {
                  setTyped(target.value);
                  const value = clamped(target.value);
                  if (value !== null && target.validity.valid) take(value);
                }}
              />
            )}
          </Field>
          <QualityAnswers view={view} />
        </div>
        <figure className={styles.curveFigure}>
          <QualityThresholdCurve points={view.thresholds} threshold={shown} />
          <input
            type="range"
            className={styles.slider}
            aria-label="Threshold of the score"
            min={0}
            max={1}
            step={0.01}
            value={shown}
            onChange={({ target }) => {
              setTyped(null);
              take(Number(target.value));
            }}
          />
        </figure>
      </div>
    </Section>
  );
}
