/** Why there is no answer. `aborted`: by the signal. */
export type TransportFailureReason = 'failed' | 'timeout' | 'aborted';

/** A request without an answer. */
export class TransportError extends Error {
  readonly reason: TransportFailureReason;
  /** False when certainly no byte of the request reached the server. */
  readonly sent: boolean;

  constructor(reason: TransportFailureReason, sent: boolean, cause?: unknown) {
    super(`${reason} ${sent ? 'after the request was sent' : 'before anything was sent'}`, { cause });
    this.name = 'TransportError';
    this.reason = reason;
    this.sent = sent;
  }
}
