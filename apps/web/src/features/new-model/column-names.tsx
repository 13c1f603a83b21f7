'use client';

import { Field, Input } from '../../ui/field.tsx';
import { FILE_COLUMNS, type FileColumn, type FormValues } from './form-values.ts';
import styles from './new-model.module.css';
import referenceStyles from './reference.module.css';

const LABELS: Record<FileColumn, string> = {
  time: 'Time',
  score: 'Score',
  prediction: 'Prediction',
  label: 'Label',
  ignore: 'No features, with commas',
};

/** For tables whose columns have other names, and columns that are no features. */
export function ColumnNames(props: {
  columns: FormValues['columns'];
  onChange: (columns: FormValues['columns']) => void;
}) {
  const { columns } = props;
  const isSet = FILE_COLUMNS.some((column) => columns[column] !== '');
  return (
    <details className={referenceStyles.columns} open={isSet ? true : undefined}>
      <summary>Columns by other names</summary>
      <div className={styles.inlineFields}>
        {FILE_COLUMNS.map((column) => (
          <Field key={column} label={LABELS[column]}>
            {(control) => (
              <Input
                {...control}
                maxLength={column === 'ignore' ? 10_000 : 200}
                placeholder={column === 'ignore' ? 'row_id, split' : column}
                spellCheck={false}
                value={columns[column]}
                onChange={(event) => props.onChange({ ...columns, [column]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </details>
  );
}
