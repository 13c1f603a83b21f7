'use client';

import { memo, useId } from 'react';
import styles from './charts.module.css';
import { contourPath } from './contour-path.ts';
import { heatPaths, isJudged } from './heat-paths.ts';
import type { HeatCells } from './merge-columns.ts';

type HeatCellsProps = { rows: HeatCells[]; edges: number[]; rowPx: number };

const LEVELS = [styles.d0, styles.d1, styles.d2, styles.d3, styles.d4, styles.d5, styles.d6];

/** All cells as seven paths, the hatch and the critical contour: nine nodes however many cells there are. */
export const HeatCellLayer = memo(function HeatCellLayer({ rows, edges, rowPx }: HeatCellsProps) {
  const hatch = useId();
  const { levels, insufficient } = heatPaths(rows, edges, rowPx);
  const contour = contourPath(rows.length, edges, rowPx, (row, column) => {
    const cells = rows[row];
    return isJudged(cells?.marks[column]) && (cells?.ratios[column] ?? 0) >= 1;
  });
  return (
    <>
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className={styles.hatch} d="M.5 0v5" />
        </pattern>
      </defs>
      {levels.map((d, level) => d !== '' && <path key={LEVELS[level]} className={LEVELS[level]} d={d} />)}
      {insufficient !== '' && <path d={insufficient} fill={`url(#${hatch})`} />}
      {contour !== '' && <path className={styles.casing} d={contour} />}
      {contour !== '' && <path className={styles.contour} d={contour} />}
    </>
  );
});
