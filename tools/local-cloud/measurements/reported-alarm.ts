/** An alarm of CloudWatch and its state. */
export interface ReportedAlarm {
  /** Without service and stage. */
  readonly name: string;
  /** `NOT_MEASURED`: the local run does not have its metrics. */
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'NOT_MEASURED';
  /** Time of the last change of the state, in RFC 3339; absent when it is not known. */
  readonly since?: string;
  /** People notified; absent for a part of another alarm. */
  readonly severity?: 'page' | 'ticket';
  /** Names of the alarms of which its rule is made; absent for an alarm on metrics. */
  readonly parts?: readonly string[];
  /** Meaning and effect, as the description of the alarm states them. */
  readonly meaning: string;
  /** Section of the runbook. */
  readonly runbook: string;
  /** CloudWatch's reason, or the metrics that are missing. */
  readonly reason?: string;
}
