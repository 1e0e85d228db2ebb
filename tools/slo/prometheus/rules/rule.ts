export type Labels = Readonly<Record<string, string>>;

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Labels;
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** How long the expression has to hold, as Prometheus writes durations; at once without it. */
  readonly for?: string;
  /** How long the alert goes on after the expression has ceased to hold. */
  readonly keepFiringFor?: string;
  /** Besides those that the expression brings. */
  readonly labels: Labels;
  readonly annotations: {
    readonly summary: string;
    readonly description: string;
    /** Address of a section of a runbook. */
    readonly runbook_url: string;
  };
}

export type Rule = RecordingRule | AlertRule;

/** Rules that are evaluated one after the other at the same moment. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly Rule[];
}

export const isAlert = (rule: Rule): rule is AlertRule => 'alert' in rule;
