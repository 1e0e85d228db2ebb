/** One line of a log stream. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** Lines that arrived together; one batch is always of one stream, as CloudWatch Logs delivers them. */
export interface LogBatch {
  readonly logGroup: string;
  readonly logStream: string;
  readonly logEvents: readonly LogEvent[];
}

export interface StoredLine extends LogEvent {
  readonly logGroup: string;
  readonly logStream: string;
}

export type LogSubscriber = (batch: LogBatch) => void;

export interface LogStore {
  append(logGroup: string, logStream: string, messages: readonly string[]): void;
  /** The lines kept, oldest first. */
  lines(): readonly StoredLine[];
  /** How many lines were ever appended. */
  appended(): number;
  /** Calls `subscriber` with every batch from now on, until the returned function is called. */
  subscribe(subscriber: LogSubscriber): () => void;
}

/** Keeps the newest `capacity` lines. */
export const createLogStore = (now: () => number, capacity = 20_000): LogStore => {
  let stored: StoredLine[] = [];
  let appended = 0;
  const subscribers = new Set<LogSubscriber>();
  return {
    append(logGroup, logStream, messages) {
      if (messages.length === 0) return;
      const logEvents = messages.map((message) => ({ timestamp: now(), message }));
      appended += logEvents.length;
      for (const event of logEvents) stored.push({ logGroup, logStream, ...event });
      // Cut only now and then: a cut copies the whole array.
      if (stored.length > capacity * 1.1) stored = stored.slice(-capacity);
      for (const subscriber of subscribers) subscriber({ logGroup, logStream, logEvents });
    },
    appended: () => appended,
    lines: () => stored.slice(-capacity),
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
  };
};
