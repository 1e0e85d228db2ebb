/**
 * How a request to the gateway failed.
 * `unreachable`: no connection. `timeout`, `interrupted`: the answer did not come, or not whole.
 * `cancelled`: the caller gave up. `failed`: the gateway says that it is at fault. `throttled`: too many requests.
 * `conflict`: another request has the key or the payment. `refused`: the request cannot be carried out.
 * `malformed`: nobody can tell what the answer means.
 */
export type GatewayErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'interrupted'
  | 'cancelled'
  | 'failed'
  | 'throttled'
  | 'conflict'
  | 'refused'
  | 'malformed';

export interface GatewayErrorFacts {
  readonly status?: number | undefined;
  /** The gateway's `type`, such as `card_error`. */
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  readonly declineCode?: string | undefined;
  readonly param?: string | undefined;
  readonly requestId?: string | undefined;
  /** False when certainly nothing reached the gateway. */
  readonly sent?: boolean | undefined;
  readonly cause?: unknown;
}

/** A request to the gateway that failed, without anything of the payment method or of the credentials. */
export class GatewayError extends Error {
  readonly kind: GatewayErrorKind;
  readonly facts: Omit<GatewayErrorFacts, 'cause'>;

  constructor(kind: GatewayErrorKind, { cause, ...facts }: GatewayErrorFacts = {}) {
    const { status, type, code, param, requestId } = facts;
    const details = [status, type, code, param, requestId].filter((detail) => detail !== undefined);
    super(`the payment gateway's answer: ${[kind, ...details].join(' ')}`, { cause });
    this.name = 'GatewayError';
    this.kind = kind;
    this.facts = facts;
  }
}

const outages: ReadonlySet<GatewayErrorKind> = new Set([
  'unreachable',
  'timeout',
  'interrupted',
  'failed',
  'malformed',
]);

/** Whether a failure says that the gateway is down, for its circuit breaker. */
export const isGatewayFailure = (error: unknown): boolean =>
  error instanceof GatewayError && outages.has(error.kind);

/** Whether a request that failed so certainly had no effect at the gateway. */
export const hadNoEffect = (error: unknown): boolean => {
  if (!(error instanceof GatewayError)) return false;
  if (error.kind === 'cancelled') return error.facts.sent === false;
  return error.kind === 'unreachable' || error.kind === 'throttled' || error.kind === 'refused';
};
