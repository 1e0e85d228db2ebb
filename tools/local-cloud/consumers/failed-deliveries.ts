/** Deliveries that failed in every retry, with all data for a redelivery. */
export interface FailedDelivery {
  readonly functionName: string;
  readonly source: 'stream' | 'logs';
  /** Why no more tries were made. */
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  /** How the last try ended. */
  readonly reason: string;
  /** RFC 3339. */
  readonly failedAt: string;
  /** The event that the function was, or would have been, invoked with. */
  readonly event: unknown;
}

/** Where batches go that could not be handled; the local failure destination. */
export interface FailedDeliveries {
  record(failure: Omit<FailedDelivery, 'failedAt'>): void;
  /** The newest, oldest first. */
  list(): readonly FailedDelivery[];
}

/** @param now milliseconds since 1970. */
export const createFailedDeliveries = (
  now: () => number,
  print: (text: string) => void,
  capacity = 1_000,
): FailedDeliveries => {
  const failures: FailedDelivery[] = [];
  return {
    record(failure) {
      failures.push({ ...failure, failedAt: new Date(now()).toISOString() });
      if (failures.length > capacity) failures.shift();
      const { functionName, source, condition, reason } = failure;
      print(`${functionName} gave up a batch of its ${source} (${condition}): ${reason}`);
    },
    list: () => [...failures],
  };
};
