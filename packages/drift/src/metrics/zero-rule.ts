const HALF_AN_EVENT = 0.5; // Krichevsky & Trofimov, IEEE Trans. Inf. Theory 27(2), 1981

/**
 * Events added to every bin of both sides before shares are taken: none where no bin is empty, so that the metric is
 * what its formula says; half an event where one is, so that ln 0 does not arise. A fixed small share instead would make
 * the metric depend on that share more than on the data.
 */
export function eventsAdded(reference: Float64Array, window: Float64Array): number {
  return reference.includes(0) || window.includes(0) ? HALF_AN_EVENT : 0;
}
