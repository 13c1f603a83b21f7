import { ByteReader } from '../codec/byte-reader.ts';
import { LATENCY_EDGES_MS } from './latency-edges.ts';
import { readPaneHeader } from './pane-header.ts';

export type ServiceCounts = {
  events: number;
  errors: number;
  /** One more than LATENCY_EDGES_MS; events without a latency are in none. */
  latencyCounts: Float64Array;
};

/** The head of an encoded pane: what SLIs count. Needs no grid and skips the cells, so it costs next to nothing. */
export function readServiceCounts(encodedPane: Uint8Array): ServiceCounts {
  const reader = new ByteReader(encodedPane);
  readPaneHeader(reader);
  const events = reader.varint();
  const errors = reader.varint();
  const latencyCounts = new Float64Array(LATENCY_EDGES_MS.length + 1);
  reader.sparseCounts(latencyCounts);
  return { events, errors, latencyCounts };
}
