/** All traffic to one version: every other version that had some is named with 0, so that before → after shows it. */
export function trafficOnly(version: string, before: Record<string, number>): Record<string, number> {
  return { ...Object.fromEntries(Object.keys(before).map((name) => [name, 0])), [version]: 1 };
}
