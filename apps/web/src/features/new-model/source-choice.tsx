import { Segments } from '../../ui/segments.tsx';
import type { FormValues } from './form-values.ts';

type Source = FormValues['source'];

/** Which rows a reference is made of. */
export function SourceChoice({ value, onChange }: { value: Source; onChange: (source: Source) => void }) {
  return (
    <Segments
      label="Where the reference comes from"
      value={value}
      options={[
        { value: 'last', label: 'The last rows' },
        { value: 'between', label: 'Between two times' },
        { value: 'file', label: 'A file' },
      ]}
      onChange={onChange}
    />
  );
}
