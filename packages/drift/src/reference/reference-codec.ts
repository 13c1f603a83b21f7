import { z } from 'zod';
import { CodecError } from '../codec/codec-error.ts';
import type { FrozenReference } from './frozen-reference.ts';
import { bodyOfReference, canonicalBodyText, ReferenceBody, referenceFromBody } from './reference-body.ts';

const FORMAT = 'leeway-reference';
const VERSION = 1;

const Envelope = z.object({ format: z.literal(FORMAT), version: z.int(), hash: z.string(), body: z.unknown() });

/** UTF-8 JSON with format, version and hash around the body; numbers as shortest round-trip doubles. */
export function encodeReference(reference: FrozenReference): Uint8Array {
  const body = canonicalBodyText(bodyOfReference(reference));
  return new TextEncoder().encode(
    `{"format":"${FORMAT}","version":${VERSION},"hash":"${reference.hash}","body":${body}}`,
  );
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new CodecError('the reference is not UTF-8 JSON (cut off?)', { cause });
  }
}

/** Throws CodecError on anything but an undamaged reference of this version; the hash is recomputed. */
export function decodeReference(bytes: Uint8Array): FrozenReference {
  const envelope = Envelope.safeParse(parse(bytes));
  if (!envelope.success) throw new CodecError('not a leeway reference', { cause: envelope.error });
  if (envelope.data.version !== VERSION)
    throw new CodecError(`reference version ${envelope.data.version}, this program reads ${VERSION}`);
  const body = ReferenceBody.safeParse(envelope.data.body);
  if (!body.success) throw new CodecError('the reference does not fit its schema', { cause: body.error });
  const reference = referenceFromBody(body.data);
  if (reference.hash !== envelope.data.hash)
    throw new CodecError(`the reference was altered: hash ${reference.hash}, stated ${envelope.data.hash}`);
  return reference;
}
