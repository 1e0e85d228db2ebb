import type { LogBatch } from './log-store.ts';
import type { IdentifiedLogEvent, SubscribedBatch } from './subscription-event.ts';

/** Gathers lines into batches of one log stream each. */
export interface LineCollector {
  add(batch: LogBatch): void;
  /** Puts lines back that are to come once more, with the next ones of their stream. */
  repeat(batch: SubscribedBatch): void;
  /** The lines of the stream that has waited longest, if any has waited for long enough. */
  take(): SubscribedBatch | undefined;
  /** When a stream has waited for long enough, in milliseconds since 1970; in the past if one has already. */
  dueAt(): number | undefined;
}

export interface LineCollectorOptions {
  readonly wants: (message: string) => boolean;
  /** How long lines wait for others of their stream. */
  readonly collectMs: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Waiting {
  readonly logGroup: string;
  readonly logStream: string;
  readonly since: number;
  readonly logEvents: IdentifiedLogEvent[];
}

/** Most lines of one delivery; CloudWatch Logs has a bound as well. */
const maxLines = 1_000;

export const createLineCollector = ({ wants, collectMs, now }: LineCollectorOptions): LineCollector => {
  // In the order in which they began to wait.
  const waiting = new Map<string, Waiting>();
  let lastId = 0;

  const place = ({ logGroup, logStream }: Pick<LogBatch, 'logGroup' | 'logStream'>): Waiting => {
    const key = `${logGroup} ${logStream}`;
    const existing = waiting.get(key);
    if (existing) return existing;
    const created: Waiting = { logGroup, logStream, since: now(), logEvents: [] };
    waiting.set(key, created);
    return created;
  };

  const nextId = () => {
    lastId += 1;
    return String(lastId).padStart(56, '0');
  };

  const first = () => waiting.entries().next().value;

  return {
    add(batch) {
      const wanted = batch.logEvents.filter(({ message }) => wants(message));
      if (wanted.length === 0) return;
      const { logEvents } = place(batch);
      for (const event of wanted) logEvents.push({ id: nextId(), ...event });
    },
    repeat: (batch) => void place(batch).logEvents.push(...batch.logEvents),
    take() {
      const [key, oldest] = first() ?? [];
      if (key === undefined || oldest === undefined || oldest.since + collectMs() > now()) return undefined;
      const { logGroup, logStream, logEvents } = oldest;
      const taken = logEvents.splice(0, maxLines);
      if (logEvents.length === 0) waiting.delete(key);
      return { logGroup, logStream, logEvents: taken };
    },
    dueAt() {
      const [, oldest] = first() ?? [];
      return oldest && oldest.since + collectMs();
    },
  };
};
