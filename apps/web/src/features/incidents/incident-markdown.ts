import { metricName, metricValue } from '@leeway/response';
import type { IncidentDetail } from '@leeway/services';

function iso(ms: number | null): string {
  return ms === null ? '–' : new Date(ms).toISOString();
}

/** A cell of a Markdown table: no pipe or line break may end it early. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/gu, ' ');
}

/** The incident for a chat or a ticket: facts, finding, evidence, remediations, timeline; times in UTC. */
export function incidentMarkdown(incident: IncidentDetail): string {
  const evidence = incident.evidence.rows.map(
    (row) =>
      `| ${cell(row.feature)} | ${metricName(row.metric)} | ${metricValue(row.metric, row.value)} | ${row.critical === null ? '–' : metricValue(row.metric, row.critical)} | ${iso(row.beganMs)} | ${row.verdict} |`,
  );
  const remediations = incident.remediations.map(
    (item) => `- R-${item.number} ${item.title}: ${item.state}${item.reason === null ? '' : ` (${item.reason})`}`,
  );
  const timeline = incident.timeline
    .toReversed()
    .map((entry) => `- ${iso(entry.atMs)} ${entry.voice}: ${cell(entry.text)}`);
  return [
    `# INC-${incident.number} ${incident.title}`,
    '',
    `- Model: ${incident.modelId}`,
    `- Severity: ${incident.severity}, state: ${incident.state}`,
    `- Began ${iso(incident.beganAtMs)}, detected ${iso(incident.openedAtMs)}`,
    `- Acknowledged ${iso(incident.acknowledgedAtMs)}${incident.acknowledgedBy === null ? '' : ` by ${incident.acknowledgedBy}`}`,
    `- Mitigated ${iso(incident.mitigatedAtMs)}, resolved ${iso(incident.resolvedAtMs)}`,
    '',
    incident.finding,
    '',
    incident.evidence.diagnosis.text,
    '',
    '## Evidence',
    '',
    '| Feature | Metric | Value | Critical | Began | Verdict |',
    '|---|---|---:|---:|---|---|',
    ...evidence,
    '',
    '## Remediations',
    '',
    ...(remediations.length === 0 ? ['None.'] : remediations),
    '',
    '## Timeline',
    '',
    ...timeline,
    '',
    `As of ${iso(incident.asOfMs)}`,
    '',
  ].join('\n');
}
