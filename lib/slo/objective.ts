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
  /** Normal traffic, in events per hour; the declaration is held against it. */
  readonly expectedEventsPerHour: number;
}
