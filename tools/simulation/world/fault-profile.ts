import type { Draws } from './draws.ts';

/** How a history’s world misbehaves. Probabilities are for each opportunity; times are in milliseconds. */
export interface FaultProfile {
  /** An environment dies while it waits for an answer. */
  readonly crash: number;
  /** A call takes long to arrive: its caller has given up by then, and it is carried out nevertheless. */
  readonly callStalled: number;
  /** An environment stands still for a while in the middle of an invocation, and goes on as if no time had passed. */
  readonly suspended: number;
  /** An answer of a function does not reach its client. */
  readonly answerLost: number;
  readonly databaseThrottled: number;
  /** A request does not reach the database. */
  readonly databaseUnreached: number;
  /** A write is done, and its answer is lost. */
  readonly databaseAnswerLost: number;
  /** Until a transaction is done, its items are locked. */
  readonly transactionMs: number;
  readonly indexLagMs: number;
  readonly readLagMs: number;
  readonly smallPages: number;
  readonly batchIncomplete: number;
  readonly busFailed: number;
  readonly busEntryFailed: number;
  /** The bus accepts an event, and does not deliver it. */
  readonly eventLost: number;
  readonly eventDoubled: number;
  readonly eventDelayMs: number;
  readonly streamRecordLost: number;
  readonly streamRestarted: number;
  readonly gatewayUnreached: number;
  readonly gatewayAnswerLost: number;
  /** The gateway does not send a webhook. */
  readonly webhookLost: number;
  readonly webhookDoubled: number;
  readonly webhookDelayMs: number;
  /** A stranger sends a webhook, too. */
  readonly webhookForged: number;
  /** A customer objects to a charge. */
  readonly chargeDisputed: number;
  /** A bank returns the money of a refund that has succeeded. */
  readonly refundReturned: number;
  /** A batch of log lines does not reach the aggregator. */
  readonly logLost: number;
  readonly logDoubled: number;
  readonly logDelayMs: number;
  /** Between the clocks of two environments, at most. */
  readonly clockSkewMs: number;
  readonly latencyMs: number;
}

export type Fault = keyof FaultProfile;

/** The world at its best: its calls take a millisecond, and its indexes follow their tables a moment later, as always. */
export const noFaults: FaultProfile = {
  crash: 0,
  callStalled: 0,
  suspended: 0,
  answerLost: 0,
  databaseThrottled: 0,
  databaseUnreached: 0,
  databaseAnswerLost: 0,
  transactionMs: 0,
  indexLagMs: 50,
  readLagMs: 0,
  smallPages: 0,
  batchIncomplete: 0,
  busFailed: 0,
  busEntryFailed: 0,
  eventLost: 0,
  eventDoubled: 0,
  eventDelayMs: 0,
  streamRecordLost: 0,
  streamRestarted: 0,
  gatewayUnreached: 0,
  gatewayAnswerLost: 0,
  webhookLost: 0,
  webhookDoubled: 0,
  webhookDelayMs: 0,
  webhookForged: 0,
  chargeDisputed: 0,
  refundReturned: 0,
  logLost: 0,
  logDoubled: 0,
  logDelayMs: 0,
  clockSkewMs: 0,
  latencyMs: 1,
};

/** The greatest strength of each fault. */
const strongest: FaultProfile = {
  crash: 0.05,
  callStalled: 0.03,
  suspended: 0.02,
  answerLost: 0.2,
  databaseThrottled: 0.1,
  databaseUnreached: 0.05,
  databaseAnswerLost: 0.1,
  transactionMs: 30,
  indexLagMs: 3_000,
  readLagMs: 1_000,
  smallPages: 0.3,
  batchIncomplete: 0.2,
  busFailed: 0.2,
  busEntryFailed: 0.2,
  eventLost: 0.2,
  eventDoubled: 0.3,
  eventDelayMs: 20_000,
  streamRecordLost: 0.2,
  streamRestarted: 0.2,
  gatewayUnreached: 0.2,
  gatewayAnswerLost: 0.3,
  webhookLost: 0.5,
  webhookDoubled: 0.3,
  webhookDelayMs: 60_000,
  webhookForged: 0.2,
  chargeDisputed: 0.5,
  refundReturned: 0.5,
  logLost: 0.2,
  logDoubled: 0.3,
  logDelayMs: 60_000,
  clockSkewMs: 400,
  latencyMs: 60,
};

/** One history in so many has no faults: what goes wrong there goes wrong for everybody. */
const calmShare = 0.1;

/** A subset of the faults, each of a strength of its own: a swarm of mixes finds more than one mix. */
export const drawFaults = (draws: Draws): FaultProfile => {
  if (draws.chance(calmShare)) return noFaults;
  const entries = Object.entries(strongest).map(([fault, most]) => {
    const least = noFaults[fault as Fault];
    // Half of them, and small strengths as often as great ones.
    const strength = draws.chance(0.5) ? most * 20 ** (draws.number() - 1) : least;
    return [fault, Math.max(least, strength)];
  });
  return Object.fromEntries(entries) as unknown as FaultProfile;
};
