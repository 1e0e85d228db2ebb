import { defaultRouteId, type ServedRouteId } from './default-route.ts';
import { ServiceError } from './errors/factories.ts';
import { type ErrorCode, errorRegistry } from './errors/registry.ts';
import { type SloId, type SloOutcome, slos } from './slos.ts';

/** A request as it was answered. */
export interface AnsweredRequest {
  readonly routeId: ServedRouteId;
  readonly status: number;
  /** The error that it ended in. */
  readonly code?: ErrorCode | undefined;
  /** From its arrival at the gateway to its answer: cold start, waiting and authorizer included. */
  readonly durationMs: number;
  /** Whether the answer is that of an earlier request with the same key. */
  readonly replayed?: boolean;
}

/** One event that was judged against an objective. */
export interface SloEvent {
  readonly slo: SloId;
  readonly outcome: SloOutcome;
}

/**
 * Routes that monitor or document the service, webhooks and requests without a route: no events of an objective. No customer waits
 * for a webhook: what one would have settled, the reconciler settles.
 */
const unjudgedRoutes = [
  'stripe-webhook',
  'health-live',
  'health-ready',
  'metrics',
  'openapi-document',
  'api-reference',
  defaultRouteId,
] as const satisfies readonly ServedRouteId[];

export type UnjudgedRouteId = (typeof unjudgedRoutes)[number];

const unjudged: ReadonlySet<ServedRouteId> = new Set(unjudgedRoutes);

/** Whether an error is a failure of the service, as opposed to a mistake of its client. */
export const isServiceFailure = (error: unknown): boolean =>
  !(error instanceof ServiceError) || errorRegistry[error.code].spendsErrorBudget;

/** Whether a request failed by the service's own fault, timeouts included. */
const hasFailed = ({ status, code }: AnsweredRequest): boolean =>
  status >= 500 || (code !== undefined && errorRegistry[code].spendsErrorBudget);

/** Objectives that answered requests are events of. Events and payment attempts are judged where they end. */
type RequestSloId = {
  [I in SloId]: (typeof slos)[I]['indicator']['kind'] extends 'freshness' | 'success' ? never : I;
}[SloId];

/** Whether a request that is no mistake of its client is a good event of an objective; undefined when it is none. */
type Judge = (request: AnsweredRequest, failed: boolean) => boolean | undefined;

/** A judge for every objective: without one, an objective would never miss its target. */
const judges: Readonly<Record<RequestSloId, Judge>> = {
  availability: (_, failed) => !failed,
  'order-latency': ({ routeId, durationMs }, failed) =>
    routeId === 'create-order' && !failed
      ? durationMs <= slos['order-latency'].indicator.thresholdMs
      : undefined,
};

const judgeEntries = Object.entries(judges) as readonly (readonly [RequestSloId, Judge])[];

/**
 * Judges an answered request against every objective that it is an event of; once against each. Mistakes of the client
 * and answers that it has got before are no events.
 */
export const judgeRequest = (request: AnsweredRequest): readonly SloEvent[] => {
  if (unjudged.has(request.routeId) || request.replayed) return [];
  const failed = hasFailed(request);
  if (!failed && request.status >= 400) return [];
  return judgeEntries.flatMap(([slo, judge]) => {
    const isGood = judge(request, failed);
    return isGood === undefined ? [] : [{ slo, outcome: isGood ? 'good' : 'bad' }];
  });
};

/**
 * Judges a request that no function answered. Whether it had begun a payment attempt is not known; it is a failed one
 * for the customer.
 * @param routeId undefined when the gateway failed before it found the route.
 */
export const judgeUnanswered = (routeId: ServedRouteId | undefined): readonly SloEvent[] => {
  if (routeId && unjudged.has(routeId)) return [];
  const failedFor: readonly SloId[] =
    routeId === 'pay-order' ? ['availability', 'payment-success'] : ['availability'];
  return failedFor.map((slo) => ({ slo, outcome: 'bad' }));
};
