/** An upright bar that stands on `baseY`, as a path. */
export function barPath(x: number, baseY: number, width: number, height: number): string {
  const rise = height.toFixed(1);
  return `M${x.toFixed(1)} ${baseY}v-${rise}h${width.toFixed(1)}v${rise}z`;
}
