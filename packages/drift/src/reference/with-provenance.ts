import type { FrozenReference, ReferenceProvenance } from './frozen-reference.ts';
import { bodyOfReference, referenceFromBody } from './reference-body.ts';

/** The same counts with another account of where they come from: its hash covers both, so it is another reference. */
export function withProvenance(reference: FrozenReference, provenance: ReferenceProvenance): FrozenReference {
  return referenceFromBody({ ...bodyOfReference(reference), provenance });
}
