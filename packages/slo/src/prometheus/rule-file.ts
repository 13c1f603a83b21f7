type Labels = Record<string, string>;
export type RecordingRule = { record: string; expr: string; labels: Labels };
export type AlertingRule = { alert: string; expr: string; for?: string; labels: Labels; annotations: Labels };
export type RuleGroup = { name: string; interval?: string; rules: (RecordingRule | AlertingRule)[] };
/** What Prometheus loads as a rule file, once it is written as YAML. */
export type RuleFile = { groups: RuleGroup[] };
