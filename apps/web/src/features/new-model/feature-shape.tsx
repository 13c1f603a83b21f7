'use client';

import { FORMATS } from '@leeway/contracts';
import { useId } from 'react';
import { Checkbox, Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { withShape } from './feature-rows.ts';
import type { SeenFeature } from './inspection-words.ts';
import { FEATURE_SHAPES, type FeatureDraft, type MappingDraft } from './mapping-draft.ts';
import type { MessageField } from './message-fields.ts';
import mappingStyles from './mapping.module.css';

const SHAPE_WORDS: Record<FeatureDraft['as'], string> = {
  usual: 'as usual',
  object: 'an object of names and values',
  fields: 'fields that I tick',
  array: 'a list, whose names I give',
  columns: 'columns of equal length',
  split: 'pandas split: columns and data',
};

type ShapeProps = {
  draft: MappingDraft;
  fields: readonly MessageField[];
  seen: readonly SeenFeature[];
  error: string | undefined;
  onDraft: (draft: MappingDraft) => void;
};

function usualFeatures(format: MappingDraft['format']): string {
  const path = FORMATS[format].defaults.features?.path ?? '';
  return path === '' ? 'every field that is nothing else' : `the object ${path}`;
}

function Place({ draft, fields, error, onDraft }: ShapeProps) {
  const { features } = draft;
  const listId = useId();
  const set = (change: Partial<FeatureDraft>) => onDraft({ ...draft, features: { ...features, ...change } });
  return (
    <>
      <Field label="In" hint="Empty: every field that nothing else reads." error={error}>
        {(control) => (
          <Input
            {...control}
            list={listId}
            placeholder="pick or type: features"
            maxLength={500}
            spellCheck={false}
            value={features.path}
            onChange={(event) => set({ path: event.target.value })}
          />
        )}
      </Field>
      <datalist id={listId}>
        {fields
          .filter(({ kind }) => kind === (features.as === 'array' ? 'list' : 'object'))
          .map(({ path, sample }) => (
            <option key={path} value={path}>
              {sample}
            </option>
          ))}
      </datalist>
      {features.as === 'array' ? (
        <Field label="Names, in order, with commas">
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              maxLength={200_000}
              spellCheck={false}
              value={features.order}
              onChange={(event) => set({ order: event.target.value })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}

/** In what shape the features stand in a message. */
export function FeatureShape(props: ShapeProps) {
  const { draft, fields, seen, onDraft } = props;
  const { features } = draft;
  const hasPlace = features.as !== 'usual' && features.as !== 'fields';
  return (
    <div className={mappingStyles.shape}>
      <Field
        label="Features are"
        error={hasPlace ? undefined : props.error}
        hint={features.as === 'usual' ? usualFeatures(draft.format) : undefined}
      >
        {(control) => (
          <Select
            {...control}
            value={features.as}
            onChange={(event) =>
              onDraft({ ...draft, features: withShape(draft, event.target.value as FeatureDraft['as'], seen, fields) })
            }
          >
            {FEATURE_SHAPES.map((shape) => (
              <option key={shape} value={shape}>
                {SHAPE_WORDS[shape]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {hasPlace ? <Place {...props} /> : null}
      {features.as === 'object' || features.as === 'usual' ? (
        <Checkbox
          checked={features.flatten}
          onChange={(event) => onDraft({ ...draft, features: { ...features, flatten: event.target.checked } })}
        >
          Objects inside become features, <code>outer.inner</code>
        </Checkbox>
      ) : null}
    </div>
  );
}
