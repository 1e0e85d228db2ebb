/** A queue between the bus and a function, as both the deployment and the local run create it. */
export interface QueueDefinition {
  /** How long a message that is being worked on is hidden from others. */
  readonly visibilityTimeoutSeconds: number;
  /** How often a message is tried before it goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
  readonly retentionDays: number;
}

/** Every queue. Each has a dead-letter queue of its own, named `<name>-dlq`, that keeps messages for 14 days. */
export const queues = {
  /** Events of orders, for the read model and the metrics that are made of them. */
  'order-summary': { visibilityTimeoutSeconds: 95, maxReceiveCount: 8, retentionDays: 4 },
  /** Synthetic events on their way back. */
  'delivery-canary': { visibilityTimeoutSeconds: 30, maxReceiveCount: 3, retentionDays: 1 },
} as const satisfies Record<string, QueueDefinition>;

export type QueueName = keyof typeof queues;

/** The queues as a list of `[name, definition]`. */
export const queueEntries = Object.entries(queues) as [QueueName, QueueDefinition][];

/** How long a dead-letter queue keeps what could not be handled: the longest that SQS offers. */
export const deadLetterRetentionDays = 14;
