import { type ErrorCode, errorRegistry } from './errors/registry.ts';
import type { RouteId } from './routes.ts';
import { type SloId, type SloOutcome, slos } from './slos.ts';

/** A request as it was answered. */
export interface AnsweredRequest {
  readonly routeId: RouteId;
  readonly status: number;
  /** The error that it ended in. */
  readonly code?: ErrorCode | undefined;
  readonly durationMs: number;
}

/** One event that was judged against an objective. */
export interface SloEvent {
  readonly slo: SloId;
  readonly outcome: SloOutcome;
}

/** What only asks how the service is, is not what the service is for. */
const unjudged: ReadonlySet<RouteId> = new Set(['health-live', 'health-ready', 'metrics']);

const outcomeOf = (isGood: boolean): SloOutcome => (isGood ? 'good' : 'bad');

/** Whether a request failed by the service's own fault, timeouts included. */
const hasFailed = ({ status, code }: AnsweredRequest): boolean =>
  status >= 500 || (code !== undefined && errorRegistry[code].spendsErrorBudget);

const judgePayment = (request: AnsweredRequest): readonly SloEvent[] => {
  // 202: nobody knows yet whether the customer has paid.
  if (hasFailed(request) || request.status === 202) return [{ slo: 'payment-success', outcome: 'bad' }];
  return request.status === 200 ? [{ slo: 'payment-success', outcome: 'good' }] : [];
};

/** Judges an answered request against every objective that it is an event of; once against each. */
export const judgeRequest = (request: AnsweredRequest): readonly SloEvent[] => {
  const { routeId, durationMs } = request;
  if (unjudged.has(routeId)) return [];
  const failed = hasFailed(request);
  const { thresholdMs } = slos['order-latency'].indicator;
  return [
    { slo: 'availability', outcome: outcomeOf(!failed) },
    ...(routeId === 'create-order' && !failed
      ? [{ slo: 'order-latency', outcome: outcomeOf(durationMs <= thresholdMs) } as const]
      : []),
    ...(routeId === 'pay-order' ? judgePayment(request) : []),
  ];
};
