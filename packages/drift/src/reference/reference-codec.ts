import { z } from 'zod';
import { CodecError } from '../codec/codec-error.ts';
import type { FrozenReference } from './frozen-reference.ts';
import { bodyOfReference, canonicalBodyText, ReferenceBody, referenceFromBody } from './reference-body.ts';

const FORMAT = 'leeway-reference';
/** 1 had no extras and fewer kinds; it is still read, and its hash stays as it was. */
const READ_VERSIONS: readonly number[] = [1, 2];
const WRITTEN_VERSION = 2;

const Envelope = z.object({ format: z.literal(FORMAT), version: z.int(), hash: z.string(), body: z.unknown() });

/** UTF-8 JSON with format, version and hash around the body; numbers as shortest round-trip doubles. */
export function encodeReference(reference: FrozenReference): Uint8Array {
  const body = canonicalBodyText(bodyOfReference(reference));
  return new TextEncoder().encode(
    `{"format":"${FORMAT}","version":${WRITTEN_VERSION},"hash":"${reference.hash}","body":${body}}`,
  );
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new CodecError('the reference is not UTF-8 JSON (cut off?)', { cause });
  }
}

function compiled(body: ReferenceBody): FrozenReference {
  try {
    return referenceFromBody(body);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new CodecError(`the parts of the reference do not fit together: ${cause.message}`, { cause });
  }
}

/** Throws CodecError on anything but an undamaged reference of a known version; the hash is recomputed. */
export function decodeReference(bytes: Uint8Array): FrozenReference {
  const envelope = Envelope.safeParse(parse(bytes));
  if (!envelope.success) throw new CodecError('not a leeway reference', { cause: envelope.error });
  const { version, hash } = envelope.data;
  if (!READ_VERSIONS.includes(version))
    throw new CodecError(`reference version ${version}, this program reads ${READ_VERSIONS.join(' and ')}`);
  const body = ReferenceBody.safeParse(envelope.data.body);
  if (!body.success) throw new CodecError('the reference does not fit its schema', { cause: body.error });
  const reference = compiled(body.data);
  if (reference.hash !== hash)
    throw new CodecError(`the reference was altered: hash ${reference.hash}, stated ${hash}`);
  return reference;
}
