import { lintOpenSlo } from './lint-open-slo.ts';
import type { OpenSloReport } from './open-slo-problem.ts';
import { readDocument, type OpenSloDocument } from './read-document.ts';
import type { V1Document } from './v1/documents.ts';
import { fromV1Alpha } from './v1alpha/to-v1.ts';

export type Find = <K extends V1Document['kind']>(
  kind: K,
  name: string,
) => Extract<V1Document, { kind: K }> | undefined;

export type OpenSloSet = {
  /** One a document, in their order. */
  reports: OpenSloReport[];
  /** As openslo/v1, in the same order; null where it was refused. */
  documents: (V1Document | null)[];
  find: Find;
};

/** Documents that belong together: checked, brought to v1, and found by kind and name. A list counts as its entries. */
export function openSloSet(values: readonly unknown[]): OpenSloSet {
  const flat = values.flatMap((value) => (Array.isArray(value) ? value : [value]));
  const documents = flat.map((value) => asV1(readDocument(value).document));
  return { reports: lintOpenSlo(flat), documents, find: finderOf(documents) };
}

function asV1(document: OpenSloDocument | null): V1Document | null {
  return document === null || document.apiVersion === 'openslo/v1' ? document : fromV1Alpha(document);
}

function finderOf(documents: readonly (V1Document | null)[]): Find {
  const known = new Map(documents.flatMap((one) => (one === null ? [] : [[`${one.kind}/${one.metadata.name}`, one]])));
  return ((kind: string, name: string) => known.get(`${kind}/${name}`)) as Find;
}
