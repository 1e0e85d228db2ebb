export interface RetryBudgetOptions {
  /** How many calls it takes to earn one retry: 10 keeps retries within 10 % of traffic. */
  readonly callsPerRetry?: number;
  /** Retries at hand before any traffic; lets a fresh environment survive a lost connection. */
  readonly initialRetries?: number;
  /** Most retries that can be saved up. */
  readonly maximumRetries?: number;
}

/** Token bucket that keeps retries from multiplying the load on a dependency that is failing already. */
export interface RetryBudget {
  /** Counts a call's first attempt. */
  earn(): void;
  /** Pays for one retry; `false` when there is nothing to pay with. */
  spend(): boolean;
}

/** One for each dependency, shared by all calls to it. */
export const createRetryBudget = ({
  callsPerRetry = 10,
  initialRetries = 2,
  maximumRetries = 10,
}: RetryBudgetOptions = {}): RetryBudget => {
  // Counted in calls: adding tenths of a retry would lose some to rounding.
  const maximum = maximumRetries * callsPerRetry;
  let balance = Math.min(initialRetries * callsPerRetry, maximum);
  return {
    earn() {
      balance = Math.min(balance + 1, maximum);
    },
    spend() {
      if (balance < callsPerRetry) return false;
      balance -= callsPerRetry;
      return true;
    },
  };
};
