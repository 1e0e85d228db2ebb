import { randomUUID } from 'node:crypto';

/** Deliveries that failed in every retry, with all data for a redelivery. */
export interface FailedDelivery {
  /** Name of its record in the failure bucket. */
  readonly key: string;
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
  record(failure: Omit<FailedDelivery, 'failedAt' | 'key'>): void;
  /** The newest, oldest first. */
  list(): readonly FailedDelivery[];
  remove(key: string): void;
}

/**
 * As Lambda names its records: a folder for the function, or for what feeds it, and one for the day.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const keyOf = (source: FailedDelivery['source'], functionName: string, failedAt: string): string => {
  const folder = source === 'logs' ? `async/${functionName}` : `${functionName}/shard`;
  const day = failedAt.slice(0, 10).replaceAll('-', '/');
  return `aws/lambda/${folder}/${day}/${failedAt.slice(0, 19).replaceAll(':', '.')}-${randomUUID()}`;
};

/**
 * @param now milliseconds since 1970.
 * @param onRecord called with each batch.
 */
export const createFailedDeliveries = (
  now: () => number,
  print: (text: string) => void,
  onRecord: (failure: Pick<FailedDelivery, 'functionName' | 'source'>) => void = () => {},
  capacity = 1_000,
): FailedDeliveries => {
  let failures: FailedDelivery[] = [];
  return {
    record(failure) {
      const { functionName, source, condition, reason } = failure;
      const failedAt = new Date(now()).toISOString();
      failures.push({ key: keyOf(source, functionName, failedAt), ...failure, failedAt });
      if (failures.length > capacity) failures.shift();
      onRecord({ functionName, source });
      print(`${functionName} gave up a batch of its ${source} (${condition}): ${reason}`);
    },
    list: () => [...failures],
    remove(removed) {
      failures = failures.filter(({ key }) => key !== removed);
    },
  };
};
