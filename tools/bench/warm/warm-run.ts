/** Environment variable that passes the tables' items to the stand-ins, as JSON. */
export const storedItemsVariable = 'BENCHMARK_STORED_ITEMS';

/** Number of calls by DynamoDB operation. */
export type OperationCounts = Readonly<Record<string, number>>;

/** Many invocations of a warm handler; times are per invocation. */
export interface WarmRun {
  readonly medianUs: number;
  readonly p99Us: number;
  readonly cpuUs: number;
  /** Greatest resident memory of the process. */
  readonly rssMb: number;
  /** Sent by the first invocation; empty where the handler talks to a real DynamoDB. */
  readonly firstOperations: OperationCounts;
  /** Sent per timed invocation. */
  readonly warmOperations: OperationCounts;
}
