/** The events of an objective, and how they are judged. */
export type Indicator =
  /** Requests; bad are those that fail by the service's own fault, timeouts included. */
  | { readonly kind: 'availability' }
  /** Requests that did not fail by the service's fault; good are those answered within the threshold. */
  | { readonly kind: 'latency'; readonly thresholdMs: number }
  /** Work that goes on after the request; good is what is done by its deadline, judged there if it is not. */
  | { readonly kind: 'freshness'; readonly deadlineMs: number }
  /** Attempts that may be refused. A refusal is not an event; an unknown or failed outcome is bad. */
  | { readonly kind: 'success' };

export const alertKinds = ['page', 'ticket', 'budget-exhausted', 'absent'] as const;
/** The alerts of an objective. `absent` is two alerts in Prometheus: a ticket, then a page. */
export type AlertKind = (typeof alertKinds)[number];

/** Settings of one kind of alert. */
export interface AlertOption {
  /** The alert is generated on no platform. */
  readonly leaveOut?: boolean;
  /** Labels in Prometheus besides its own, and tags in CloudWatch. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A service level objective: instrumentation, alarms, dashboards and rules are generated from it. */
export interface Objective {
  readonly id: string;
  readonly title: string;
  /** The objective in words, for dashboards and runbooks. */
  readonly description: string;
  /** Percentage of events that have to be good, as decimal text such as `99.9`: no float noise anywhere. */
  readonly target: string;
  /** Rolling window over which the target holds. */
  readonly windowDays: number;
  readonly indicator: Indicator;
  readonly owner: string;
  /** Its runbook, relative to the project's root. */
  readonly runbook: string;
  /** No alert fires on fewer bad events than this in its long window. */
  readonly minBadEvents: number;
  /** So many bad events within 6 hours open a ticket, if they burn the budget as fast as a page does. */
  readonly trickleBadEvents: number;
  /** Normal traffic, in events per hour; the declaration is held against it. */
  readonly expectedEventsPerHour: number;
  /** The alerts that are left out or have labels of their own. */
  readonly alerts?: Readonly<Partial<Record<AlertKind, AlertOption>>>;
}
