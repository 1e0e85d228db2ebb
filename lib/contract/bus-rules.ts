import { canaryDetailType, eventSource } from './events/bus-event.ts';
import type { QueueName } from './queues.ts';

/** A condition on a field of an event: the conditions of EventBridge that the rules here may use. */
export type PatternCondition =
  | string
  | number
  | boolean
  | null
  | { readonly prefix: string }
  | { readonly exists: boolean }
  | { readonly 'anything-but': string | number | readonly (string | number)[] | { readonly prefix: string } }
  | { readonly numeric: readonly (string | number)[] };

/** A field matches if any of its conditions does; an event matches if every field of the pattern does. */
export interface EventPattern {
  readonly [field: string]: readonly PatternCondition[] | EventPattern;
}

/** A rule of the service's event bus: the events that match go to the queue. */
export interface BusRule {
  readonly pattern: EventPattern;
  readonly queue: QueueName;
}

/** Every rule on the service's bus, by its name. */
export const busRules = {
  'order-summary': {
    pattern: { source: [eventSource], 'detail-type': [{ prefix: 'order.' }] },
    queue: 'order-summary',
  },
  'delivery-canary': {
    pattern: { source: [eventSource], 'detail-type': [canaryDetailType] },
    queue: 'delivery-canary',
  },
} as const satisfies Record<string, BusRule>;

/** The rules as a list of `[name, rule]`. */
export const busRuleEntries = Object.entries(busRules) as [keyof typeof busRules, BusRule][];

/** How long the bus keeps everything that was published, for replays. */
export const archiveRetentionDays = 30;
