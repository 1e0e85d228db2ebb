/** A call to a dependency that the test ends. */
export interface PendingCall<T = string> {
  /** Hand this to what makes calls. */
  readonly call: () => Promise<T>;
  /** How often it was made. */
  readonly made: () => number;
  readonly succeed: (value: T) => void;
  readonly fail: (failure: unknown) => void;
}

export const aPendingCall = <T = string>(): PendingCall<T> => {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let made = 0;
  promise.catch(() => {});
  return {
    call: () => {
      made += 1;
      return promise;
    },
    made: () => made,
    succeed: resolve,
    fail: reject,
  };
};

/** How a promise stands right now. */
export type Standing<T> =
  | { state: 'pending' }
  | { state: 'fulfilled'; value: T }
  | { state: 'rejected'; failure: unknown };

/** Watches a promise without waiting for it. */
export const watch = <T>(promise: Promise<T>): (() => Standing<T>) => {
  let standing: Standing<T> = { state: 'pending' };
  promise.then(
    (value) => {
      standing = { state: 'fulfilled', value };
    },
    (failure: unknown) => {
      standing = { state: 'rejected', failure };
    },
  );
  return () => standing;
};
