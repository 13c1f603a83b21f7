import type { ReferenceView } from '@leeway/services';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { KeyValue, type Fact } from '../../../ui/facts.tsx';
import { formatCount } from '../../../ui/format/format-number.ts';
import { Time } from '../../../ui/time.tsx';
import styles from './references.module.css';

/** Where the rows come from: a file or the stream, as whoever froze them said. */
export function sourceWords({ provenance: { kind, detail } }: ReferenceView): string {
  return `${kind === 'file' ? 'a file' : 'the stream'}: ${detail}`;
}

function Hash({ text, label }: { text: string; label: string }) {
  return (
    <span className={styles.hash}>
      <code>{text}</code> <CopyButton text={text} label={label} />
    </span>
  );
}

/** The bytes that the rows were read from. */
function fileFacts({ provenance: { file } }: ReferenceView): Fact[] {
  if (file === undefined) return [];
  return [
    { label: 'File', value: <span className={styles.source}>{file.name}</span> },
    { label: 'File, SHA-256', value: <Hash text={file.sha256} label="Copy the file's hash" /> },
  ];
}

function stretchFact({ provenance: { fromMs, toMs } }: ReferenceView): Fact[] {
  if (fromMs === undefined || toMs === undefined) return [];
  const value = (
    <>
      <Time ms={fromMs} as="moment" /> to <Time ms={toMs} as="moment" />
    </>
  );
  return [{ label: 'Stretch', value }];
}

/** All that is known of where a reference comes from. */
export function ReferenceFacts({ reference }: { reference: ReferenceView }) {
  return (
    <KeyValue
      facts={[
        { label: 'Made from', value: sourceWords(reference) },
        ...fileFacts(reference),
        ...stretchFact(reference),
        { label: 'Rows', value: formatCount(reference.rowCount) },
        {
          label: 'Frozen',
          value: (
            <>
              <Time ms={reference.createdAtMs} as="moment" />, <Time ms={reference.createdAtMs} />, by{' '}
              {reference.provenance.createdBy || 'unknown'}
            </>
          ),
        },
        { label: 'SHA-256', value: <Hash text={reference.hash} label="Copy the hash" /> },
      ]}
    />
  );
}
