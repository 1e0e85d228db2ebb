/** What an idempotency key must look like, without the quotes of a structured-field string. */
export const idempotencyKeyPattern = /^[A-Za-z0-9_\-:.]{16,255}$/;

/** How long a key is remembered, in milliseconds. */
export const idempotencyWindowMs = 24 * 60 * 60 * 1_000;

/** A request's claim to be executed once. */
export interface IdempotencyClaim {
  /** SHA-256 of caller, route and key: nobody else's record can be reached with it. */
  readonly recordId: string;
  /** SHA-256 of route, path and canonical body: the same key with another request is refused. */
  readonly fingerprint: string;
  /** Drawn for this one request; tells its own unfinished work from another's. */
  readonly owner: string;
}

/** A response as it is stored for replay: status, headers and body, byte for byte. */
export interface StoredResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
