import { defaultRouteId, type ServedRouteId } from './default-route.ts';
import { type ErrorCode, errorRegistry } from './errors/registry.ts';
import { type SloId, type SloOutcome, slos } from './slos.ts';

/** A request as it was answered. */
export interface AnsweredRequest {
  readonly routeId: ServedRouteId;
  readonly status: number;
  /** The error that it ended in. */
  readonly code?: ErrorCode | undefined;
  readonly durationMs: number;
  /** Whether its outcome is known only after the customer has acted. */
  readonly awaitsCustomer?: boolean;
}

/** One event that was judged against an objective. */
export interface SloEvent {
  readonly slo: SloId;
  readonly outcome: SloOutcome;
}

/**
 * Routes that monitor the service, webhooks and requests without a route: no events of an objective. No customer waits
 * for a webhook: what one would have settled, the reconciler settles.
 */
const unjudgedRoutes = [
  'stripe-webhook',
  'health-live',
  'health-ready',
  'metrics',
  defaultRouteId,
] as const satisfies readonly ServedRouteId[];

export type UnjudgedRouteId = (typeof unjudgedRoutes)[number];

const unjudged: ReadonlySet<ServedRouteId> = new Set(unjudgedRoutes);

/** Whether a request failed by the service's own fault, timeouts included. */
const hasFailed = ({ status, code }: AnsweredRequest): boolean =>
  status >= 500 || (code !== undefined && errorRegistry[code].spendsErrorBudget);

/** Objectives that requests are events of. Work that goes on after a request is judged where it is done. */
type RequestSloId = {
  [I in SloId]: (typeof slos)[I]['indicator']['kind'] extends 'freshness' ? never : I;
}[SloId];

/** Whether a request is a good event of an objective; undefined when it is none. */
type Judge = (request: AnsweredRequest, failed: boolean) => boolean | undefined;

/** A judge for every objective: without one, an objective would never miss its target. */
const judges: Readonly<Record<RequestSloId, Judge>> = {
  availability: (_, failed) => !failed,
  'order-latency': ({ routeId, durationMs }, failed) =>
    routeId === 'create-order' && !failed
      ? durationMs <= slos['order-latency'].indicator.thresholdMs
      : undefined,
  'payment-success': ({ routeId, status, awaitsCustomer }, failed) => {
    if (routeId !== 'pay-order') return undefined;
    // 202: the outcome of the payment is unknown.
    if (failed || (status === 202 && !awaitsCustomer)) return false;
    return status === 200 ? true : undefined;
  },
};

const judgeEntries = Object.entries(judges) as readonly (readonly [RequestSloId, Judge])[];

/** Judges an answered request against every objective that it is an event of; once against each. */
export const judgeRequest = (request: AnsweredRequest): readonly SloEvent[] => {
  if (unjudged.has(request.routeId)) return [];
  const failed = hasFailed(request);
  return judgeEntries.flatMap(([slo, judge]) => {
    const isGood = judge(request, failed);
    return isGood === undefined ? [] : [{ slo, outcome: isGood ? 'good' : 'bad' }];
  });
};
