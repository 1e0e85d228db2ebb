/**
 * Why an operator has to decide. `no_outcome`: the gateway gave no definite answer for too long. `unknown_to_gateway`:
 * the gateway has no such payment or refund. `refund_failed`: the gateway could not give the money back. `disputed`: the
 * customer objects to a charge at their bank.
 */
export const attentionReasons = ['no_outcome', 'unknown_to_gateway', 'refund_failed', 'disputed'] as const;
export type AttentionReason = (typeof attentionReasons)[number];

/** How the outcome of a payment attempt or a refund is pursued. Times are RFC 3339, UTC. */
export interface Settling {
  /** Owner of the lease; only the owner may store a result. */
  readonly leaseOwner: string;
  /** While the lease lasts, its owner is at work. */
  readonly leaseUntil: string;
  /** Times that the gateway was asked for the outcome since `openSince`; absent: never. */
  readonly tries?: number | undefined;
  /** When the gateway is asked again; absent: when the lease ends. */
  readonly retryAt?: string | undefined;
  /** Why the last try brought no outcome. */
  readonly problem?: string | undefined;
  /** When an operator, to whom it was left, had it tried again; absent: never. */
  readonly openSince?: string | undefined;
  /** Stuck: nothing is tried until an operator decides. */
  readonly attention?: { readonly reason: AttentionReason; readonly since: string } | undefined;
}

const shortestWaitMs = 5_000;
const longestWaitMs = 1_800_000;

/** Milliseconds until the next try: doubles from 5 s to half an hour. @param tries so far, from 1. */
export const waitAfter = (tries: number): number =>
  Math.min(longestWaitMs, shortestWaitMs * 2 ** Math.max(0, tries - 1));

const minutes = (n: number): number => n * 60_000;

/** How long an outcome is pursued before an operator has to decide, in milliseconds. */
export const patienceMs = {
  /** A payment id comes from the gateway itself; that it is unknown there does not change by waiting. */
  unknownToGateway: minutes(15),
  /** A payment, or a refund that the gateway has not accepted yet. */
  noOutcome: minutes(24 * 60),
  /** A refund that the gateway has accepted; banks take days. */
  refundPending: minutes(10 * 24 * 60),
} as const;

const textOf = (now: number): string => new Date(now).toISOString();

/** Under a new lease, for one more try. @param now milliseconds since 1970. */
export const takeOver = <S extends Settling>(
  settling: S,
  { owner, now, leaseMs }: { readonly owner: string; readonly now: number; readonly leaseMs: number },
): S => ({
  ...settling,
  leaseOwner: owner,
  leaseUntil: textOf(now + leaseMs),
  retryAt: undefined,
  tries: (settling.tries ?? 0) + 1,
});

/** Without an outcome, until the next try. @param now milliseconds since 1970. */
export const postpone = <S extends Settling>(settling: S, problem: string, now: number): S => ({
  ...settling,
  problem,
  leaseUntil: textOf(now),
  retryAt: textOf(now + waitAfter(settling.tries ?? 1)),
});

/** Left to an operator. @param now milliseconds since 1970. */
export const leaveToOperator = <S extends Settling>(
  settling: S,
  reason: AttentionReason,
  now: number,
): S => ({
  ...settling,
  leaseUntil: textOf(now),
  retryAt: undefined,
  attention: { reason, since: textOf(now) },
});

/**
 * Taken up again by an operator, as if it were new.
 * @param owner no other than the operator's: who has read it before stores nothing any more.
 * @param now milliseconds since 1970.
 */
export const resume = <S extends Settling>(settling: S, owner: string, now: number): S => ({
  ...settling,
  leaseOwner: owner,
  leaseUntil: textOf(now),
  retryAt: undefined,
  tries: 0,
  problem: undefined,
  openSince: settling.attention ? textOf(now) : settling.openSince,
  attention: undefined,
});

/** Whether the payment or refund was left to an operator, now or before. */
export const wasLeftToOperator = ({ attention, openSince }: Settling): boolean =>
  attention !== undefined || openSince !== undefined;

/** With a definite outcome: nothing is pursued any more. @param now milliseconds since 1970. */
export const settled = <S extends Settling>(settling: S, now: number): S => ({
  ...settling,
  leaseUntil: textOf(now),
  retryAt: undefined,
  problem: undefined,
  attention: undefined,
});

/** When it is to be tried again (RFC 3339), unless it is settled or stuck. */
export const dueAt = ({ retryAt, leaseUntil }: Settling): string => retryAt ?? leaseUntil;

/** Milliseconds for which its outcome has been pursued. @param now milliseconds since 1970. */
export const openFor = (
  { openSince, createdAt }: Settling & { readonly createdAt: string },
  now: number,
): number => now - Date.parse(openSince ?? createdAt);
