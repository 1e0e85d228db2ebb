/** What every call that leaves the process is given. */
export interface CallOptions {
  /** Aborted when the request's deadline passes. */
  readonly signal: AbortSignal;
}
