export type Eigen = {
  /** Descending. */
  values: number[];
  /** `vectors[i]` belongs to `values[i]`; its component that is largest in size is positive. */
  vectors: number[][];
};

const MAX_SWEEPS = 60;

function offDiagonal(a: Float64Array, size: number): number {
  let squares = 0;
  for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) squares += (a[p * size + q] ?? 0) ** 2;
  return squares;
}

/** (x, y) → (c·x − s·y, s·x + c·y) for the entries of two lines of a matrix, `step` apart. */
function rotate(
  m: Float64Array,
  lines: { p: number; q: number; step: number; size: number },
  { c, s }: { c: number; s: number },
): void {
  const { p, q, step, size } = lines;
  for (let i = 0; i < size; i += 1) {
    const x = m[p + i * step] ?? 0;
    const y = m[q + i * step] ?? 0;
    m[p + i * step] = c * x - s * y;
    m[q + i * step] = s * x + c * y;
  }
}

/** The rotation that makes a[p][q] zero. */
function rotation(app: number, aqq: number, apq: number): { c: number; s: number } {
  const theta = (aqq - app) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  return { c, s: t * c };
}

function signed(vector: number[]): number[] {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return vector.map((value) => (largest < 0 ? -value : value) + 0);
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix (row by row), by cyclic Jacobi rotations. Source:
 * Golub & Van Loan, Matrix Computations, 8.5. Domain: finite entries. Error of a value: about 2^−52·size·‖matrix‖.
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) v[i * size + i] = 1;
  let norm = 0;
  for (const entry of a) norm += entry * entry;
  for (let sweep = 0; sweep < MAX_SWEEPS && offDiagonal(a, size) > norm * 1e-32; sweep += 1)
    for (let p = 0; p < size; p += 1)
      for (let q = p + 1; q < size; q += 1) {
        const apq = a[p * size + q] ?? 0;
        if (apq === 0) continue;
        const turn = rotation(a[p * size + p] ?? 0, a[q * size + q] ?? 0, apq);
        rotate(a, { p, q, step: size, size }, turn);
        rotate(a, { p: p * size, q: q * size, step: 1, size }, turn);
        rotate(v, { p, q, step: size, size }, turn);
      }
  const order = Array.from({ length: size }, (_, i) => i).toSorted(
    (i, j) => (a[j * size + j] ?? 0) - (a[i * size + i] ?? 0),
  );
  return {
    values: order.map((i) => a[i * size + i] ?? 0),
    vectors: order.map((i) => signed(Array.from({ length: size }, (_, row) => v[row * size + i] ?? 0))),
  };
}
