import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { unlimitedCall } from '../../../lib/platform/call-options.ts';
import { createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { checkMoney, type LedgerEntry } from '../../audit/money-checks.ts';
import { checkSettled } from '../../audit/open-work.ts';
import { checkOrder } from '../../audit/order-checks.ts';
import { checkRequests } from '../../audit/request-checks.ts';
import { checkStock } from '../../audit/stock-checks.ts';
import { readStoredState, type StoredState } from '../../audit/stored-state.ts';
import { checkSummaries } from '../../audit/summary-checks.ts';
import { violationText } from '../../audit/violation.ts';
import type { Observation } from '../history/client.ts';
import type { Shop } from '../history/shop.ts';
import type { Stage } from '../service/stage.ts';
import { tableNames } from '../world/database.ts';
import { checkAnswers } from './answer-checks.ts';
import { checkAnswerTimes } from './answer-timeline-checks.ts';
import { checkAttention } from './attention-checks.ts';
import { checkCanaries } from './canary-checks.ts';
import { checkExactCounters } from './counter-checks.ts';
import { checkDeclines } from './decline-checks.ts';
import { checkErasures, isErasing } from './erasure-checks.ts';
import { checkArrivals, checkCounters } from './event-checks.ts';
import { checkObjectives } from './objective-checks.ts';
import { checkOrderTimelines } from './order-timeline-checks.ts';
import { checkPaymentLimits } from './payment-limit-checks.ts';
import { checkPaymentObjective } from './payment-objective-checks.ts';
import { checkShownPayments } from './shown-payment-checks.ts';
import { checkSyntheticOrders } from './synthetic-order-checks.ts';

/** Money of refunds that banks returned, as far as the service knows of it: the webhook may have been lost. */
const reversalsIn = ({ orders }: StoredState, { gateway }: Stage): readonly LedgerEntry[] =>
  orders.flatMap(({ order, refunds }) =>
    refunds
      .filter(({ state, refundId = '' }) => state === 'failed' && gateway.returned.includes(refundId))
      .map(({ amount }) => ({ type: 'refund_reversal', orderId: order.id, amount: amount.amount })),
  );

/** Every counter of the service. */
const readTotals = ({ database: { documents } }: Stage) => {
  const client = createDynamoClient(documents, {
    name: 'dynamodb',
    execute: (options, call) => call(options),
  });
  return createDynamoMetricsStore({ client, tableName: tableNames.metrics }).totals(unlimitedCall());
};

/** Violations of the counters while some lines of the logs are lost. */
export const checkLines = async (stage: Stage): Promise<readonly string[]> =>
  checkExactCounters(stage.logs.ofFunctions.handledLines(), await readTotals(stage));

/** Violations at the end of a history; empty when the service kept all of its promises. */
export const checkHistory = async (
  stage: Stage,
  shop: Shop,
  observations: readonly Observation[],
): Promise<readonly string[]> => {
  const { itemsOf, commits } = stage.database;
  const [orderItems, eventItems] = [itemsOf(tableNames.orders), itemsOf(tableNames.events)];
  const state = readStoredState(orderItems, eventItems);
  const totals = await readTotals(stage);
  const lost = shop.orders.filter(({ id }) => !state.orders.some(({ order }) => order.id === id));
  const violations = [
    ...state.orders.flatMap((stored) => [...checkSettled(stored), ...checkOrder(stored)]),
    ...checkRequests(state),
    ...checkStock(state),
    ...checkMoney(state, [...stage.gateway.ledger, ...reversalsIn(state, stage)]),
    ...(isErasing(orderItems) ? [] : checkSummaries(state)),
  ];
  return [
    ...lost.map(({ id }) => `order ${id} was confirmed to its client, and is lost`),
    ...violations.map(violationText),
    ...checkArrivals(state, stage.bus.arrivals),
    ...checkCounters(state, totals),
    ...(stage.settings.countsMetrics
      ? [...checkObjectives(stage.requests, totals), ...checkPaymentObjective(stage, totals)]
      : []),
    ...checkExactCounters(stage.logs.ofFunctions.handledLines(), totals),
    ...checkOrderTimelines(state, commits),
    ...checkAnswers(state, observations, commits),
    ...checkAnswerTimes(commits, observations),
    ...checkAttention(state, stage),
    ...checkErasures(state, [...orderItems, ...eventItems], commits, shop.erased),
    ...checkSyntheticOrders(state, stage),
    ...checkCanaries(stage, eventItems, totals),
    ...checkShownPayments(state),
    ...checkDeclines(state, stage),
    ...checkPaymentLimits(state, observations, stage.settings.paymentTriesPerHour, commits),
    ...stage.deadLetters.map((body) => `a message was given up: ${body.slice(0, 120)}`),
  ];
};
