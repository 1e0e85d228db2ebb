/** Settings of one call. */
export interface CallOptions {
  /** Ends the call, its attempts and its pauses; the call then throws the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
  /** Time for the whole call in milliseconds, attempts and pauses included; by default that of the client. */
  readonly deadlineMs?: number | undefined;
  /** Id of the request in logs and events: 8 to 64 letters, digits, `_` or `-`; by default a random one. */
  readonly correlationId?: string | undefined;
}

/** Settings of a call that the service executes once for its key. */
export interface KeyedCallOptions extends CallOptions {
  /** 16 to 255 characters from `A-Z a-z 0-9 _ - : .`; by default a random one. All attempts of the call have it. */
  readonly idempotencyKey?: string | undefined;
}

/** Settings of a change that depends on the stored version. After an unknown outcome, it is not repeated. */
export interface ConditionalCallOptions extends CallOptions {
  /** Makes the change only if the resource has this `etag`. */
  readonly ifMatch?: string | undefined;
  /** Makes the change only if there is no such resource. */
  readonly ifNoneMatch?: '*' | undefined;
}

/** The options of any call. */
export type AnyCallOptions = KeyedCallOptions & ConditionalCallOptions;

/** A response that is no error. */
export interface Answer<Status extends number, Body> {
  readonly status: Status;
  readonly body: Body;
  /** Id of the request in logs and events. */
  readonly correlationId: string;
  /** Key of the request, if it has one. */
  readonly idempotencyKey?: string;
  /** Whether this is the stored response of an earlier request with the same key. */
  readonly replayed: boolean;
  /** Version of the resource, for `ifMatch`. */
  readonly etag?: string;
  /** Seconds after which the resource should be read again. */
  readonly retryAfterSeconds?: number;
}

/** A list: its first page for `await`, all of its items, page by page, for `for await`. */
export type List<Page extends Answer<number, { items: unknown[] }>> = Promise<Page> &
  AsyncIterable<Page['body']['items'][number]>;
