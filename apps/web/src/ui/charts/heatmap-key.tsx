import { useId } from 'react';
import styles from './charts.module.css';
import { SOUNDING_EDGES } from './sounding-level.ts';

const LEVELS = [styles.d0, styles.d1, styles.d2, styles.d3, styles.d4, styles.d5, styles.d6];
const STEP_PX = 34;

function edgeLabel(edge: number): string {
  return edge < 1 ? String(edge).slice(1) : String(edge);
}

/** What the heatmap's colours, contour and hatch mean. */
export function HeatmapKey() {
  const hatch = useId();
  return (
    <div className={`${styles.key} ${styles.keyTop}`}>
      <span>
        metric ÷ critical
        <svg
          width={STEP_PX * LEVELS.length}
          height="24"
          className={styles.svg}
          role="img"
          aria-label="Darker is further from the reference; 1 is the critical threshold"
        >
          {LEVELS.map((level, index) => (
            <rect key={level} className={level} x={index * STEP_PX} width={STEP_PX} height="10" />
          ))}
          {SOUNDING_EDGES.map((edge, index) => (
            <text key={edge} x={(index + 1) * STEP_PX} y="22" textAnchor="middle">
              {edgeLabel(edge)}
            </text>
          ))}
        </svg>
      </span>
      <span>
        <svg width="18" height="10" className={styles.svg} aria-hidden="true">
          <rect className={styles.contour} x="1" y="1" width="16" height="8" />
        </svg>
        critical contour
      </span>
      <span>
        <svg width="18" height="10" className={styles.svg} aria-hidden="true">
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <path className={styles.hatch} d="M.5 0v5" />
            </pattern>
          </defs>
          <rect width="18" height="10" fill={`url(#${hatch})`} />
        </svg>
        too few events
      </span>
      <span>
        <svg width="18" height="10" className={styles.svg} aria-hidden="true">
          <rect className={styles.gapFrame} x=".5" y=".5" width="17" height="9" />
        </svg>
        no events
      </span>
    </div>
  );
}
