/** Format of an idempotency key, without the quotes of a structured-field string. */
export const idempotencyKeyPattern = /^[A-Za-z0-9_\-:.]{16,255}$/;

/** How long a key is remembered, in milliseconds. */
export const idempotencyWindowMs = 24 * 60 * 60 * 1_000;

/** A request's claim to be executed once. */
export interface IdempotencyClaim {
  /** SHA-256 of caller, route and key: it never matches the record of another caller. */
  readonly recordId: string;
  /** SHA-256 of route, path and canonical body with its defaults: the same key with another request is refused. */
  readonly fingerprint: string;
  /** The same of the body as it was sent. Records that were stored before defaults counted have this fingerprint. */
  readonly fingerprintAsSent?: string;
  /** Random id of this request; separates its unfinished work from that of other requests. */
  readonly owner: string;
}

/** A response as it is stored for replay: status, headers and body, byte for byte. */
export interface StoredResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
