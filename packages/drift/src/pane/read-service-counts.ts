import { ByteReader } from '../codec/byte-reader.ts';
import { CodecError } from '../codec/codec-error.ts';
import { LATENCY_EDGES_MS } from './latency-edges.ts';

export type ServiceCounts = {
  events: number;
  errors: number;
  /** One more than LATENCY_EDGES_MS; events without a latency are in none. */
  latencyCounts: Float64Array;
};

const MAGIC_BYTES = 2;
const VERSION = 1;
const GRID_ID_BYTES = 6;

/** The head of an encoded pane: what SLIs count. Needs no grid and skips the cells, so it costs next to nothing. */
export function readServiceCounts(encodedPane: Uint8Array): ServiceCounts {
  const reader = new ByteReader(encodedPane);
  const magic = reader.hex(MAGIC_BYTES);
  if (magic !== '4c70') throw new CodecError('not a pane');
  const version = reader.byte();
  if (version !== VERSION) throw new CodecError(`pane version ${version}, this program reads ${VERSION}`);
  reader.hex(GRID_ID_BYTES);
  const events = reader.varint();
  const errors = reader.varint();
  const latencyCounts = new Float64Array(LATENCY_EDGES_MS.length + 1);
  reader.sparseCounts(latencyCounts);
  return { events, errors, latencyCounts };
}
