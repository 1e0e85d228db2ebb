import type { CallOptions } from '../call-options.ts';
import type { Clock } from '../ports.ts';

export interface DrainSettings {
  readonly clock: Clock;
  /** Items in progress at the same time. */
  readonly concurrency: number;
  /** No item is started in this period before the deadline. In milliseconds. */
  readonly reserveMs: number;
  /** Receives the age of the oldest due item in milliseconds: first 0, then every greater age. */
  readonly onOldestDue: (ageMs: number) => void;
}

/** Items whose time has come. */
export interface Backlog<T> {
  /** In order of their due times. Read page by page, as the work proceeds. */
  readonly items: AsyncIterable<T>;
  /** When an item became due for the first time, in milliseconds since 1970. */
  readonly dueSince: (item: T) => number;
  /** @returns whether the item is done; `false` when nothing was left to do. */
  readonly work: (item: T) => Promise<boolean>;
  /** Moves the due time of a failed item to `until`, in milliseconds since 1970. */
  readonly putOff: (item: T, until: number) => Promise<void>;
  readonly onFailure: (item: T, reason: unknown) => void;
}

/** Counts of items; `complete` is `false` when the time was over before the backlog was. */
export interface DrainResult {
  readonly found: number;
  readonly done: number;
  readonly failed: number;
  readonly complete: boolean;
}

/** Shortest and longest time between two attempts at an item, in milliseconds. */
const shortestDelayMs = 30_000;
const longestDelayMs = 600_000;

/**
 * The next attempt at an item that failed, in milliseconds since 1970: after as long as it has been due, which doubles
 * the delay each time without a counter.
 */
export const nextAttemptAt = (dueSince: number, now: number): number =>
  now + Math.min(longestDelayMs, Math.max(shortestDelayMs, now - dueSince));

/** Whether it is too late to start further work. */
export const isTimeOver = (
  { signal, deadline }: CallOptions,
  { clock, reserveMs }: Pick<DrainSettings, 'clock' | 'reserveMs'>,
): boolean => signal.aborted || clock() >= deadline - reserveMs;

/** Reports the age of the oldest due item each time it grows. */
export const trackOldestDue = ({ clock, onOldestDue }: Pick<DrainSettings, 'clock' | 'onOldestDue'>) => {
  let oldestMs = 0;
  onOldestDue(oldestMs);
  return (dueSince: number): void => {
    const ageMs = clock() - dueSince;
    if (ageMs <= oldestMs) return;
    oldestMs = ageMs;
    onOldestDue(oldestMs);
  };
};

/**
 * Works on due items, several at a time, until none is left or the time is over. An item that fails is put off, so that
 * it does not block the items behind it.
 * @throws the failure of `items`, once the items in progress have ended.
 */
export const drainBacklog = async <T>(
  { items, dueSince, work, putOff, onFailure }: Backlog<T>,
  settings: DrainSettings,
  options: CallOptions,
): Promise<DrainResult> => {
  const source = items[Symbol.asyncIterator]();
  const noteDue = trackOldestDue(settings);
  const counts = { found: 0, done: 0, failed: 0 };
  let complete = true;

  const attempt = async (item: T): Promise<void> => {
    counts.found += 1;
    noteDue(dueSince(item));
    try {
      if (await work(item)) counts.done += 1;
    } catch (reason) {
      counts.failed += 1;
      onFailure(item, reason);
      await putOff(item, nextAttemptAt(dueSince(item), settings.clock())).catch((failure: unknown) =>
        onFailure(item, failure),
      );
    }
  };

  const takeItems = async (): Promise<void> => {
    for (;;) {
      if (isTimeOver(options, settings)) {
        complete = false;
        return;
      }
      const { done, value } = await source.next();
      if (done) return;
      await attempt(value);
    }
  };

  const workers = await Promise.allSettled(Array.from({ length: settings.concurrency }, takeItems));
  await source.return?.();
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return { ...counts, complete };
};
