import type { StoredState } from '../../audit/stored-state.ts';
import type { Stage } from '../service/stage.ts';

/** Nothing healthy is left to an operator: the gateway knows the reason. */
const checkReasons = ({ orders }: StoredState, { gateway }: Stage): string[] =>
  orders.flatMap(({ order, attempts, refunds }) => {
    const isDisputed = (intentId: string | undefined) =>
      gateway.disputes.some((dispute) => dispute.intentId === intentId);
    const parked = [
      ...attempts.map(({ number, intentId, attention }) => ({
        name: `attempt ${order.id}/${number}`,
        attention,
        isExplained: attention?.reason === 'disputed' && isDisputed(intentId),
      })),
      ...refunds.map(({ number, intentId, attention }) => ({
        name: `refund ${order.id}/${number}`,
        attention,
        isExplained:
          attention?.reason === 'refund_failed' &&
          (isDisputed(intentId) || gateway.hasFailedRefund(intentId)),
      })),
    ];
    return parked.flatMap(({ name, attention, isExplained }) =>
      attention === undefined || isExplained
        ? []
        : [`${name} is left to an operator as ${attention.reason}, and is healthy at the gateway`],
    );
  });

/** A dispute of an accepted webhook is recorded, with its last status. */
const checkDisputes = ({ orders }: StoredState, { gateway, acceptedWebhooks }: Stage): string[] => {
  const isAccepted = (id: string, type: string) =>
    acceptedWebhooks.some(
      (webhook) =>
        webhook.type === type && (webhook.object as { id?: string }).id === id && !webhook.isForged,
    );
  const recorded = new Map(
    orders.flatMap(({ attempts }) => attempts.flatMap(({ disputes = [] }) => disputes.map((d) => [d.id, d]))),
  );
  return gateway.disputes.flatMap(({ id, status }) => {
    const isClosed = isAccepted(id, 'charge.dispute.closed');
    if (!isClosed && !isAccepted(id, 'charge.dispute.created')) return [];
    const found = recorded.get(id);
    if (!found) return [`a webhook about dispute ${id} was accepted, and the dispute is not recorded`];
    return isClosed && found.status !== status
      ? [`dispute ${id} is ${status}, and recorded as ${found.status}`]
      : [];
  });
};

/** A refund that its bank has returned is stored as failed, if a webhook about it was accepted. */
const checkReturns = ({ orders }: StoredState, { gateway, acceptedWebhooks }: Stage): string[] => {
  const told = new Set(
    acceptedWebhooks
      .filter(({ type, isForged }) => type === 'refund.failed' && !isForged)
      .map(({ object }) => (object as { id?: string }).id),
  );
  return orders.flatMap(({ order, refunds }) =>
    refunds
      .filter(({ refundId = '' }) => gateway.returned.includes(refundId) && told.has(refundId))
      .filter(({ state }) => state === 'succeeded')
      .map(({ number }) => `refund ${order.id}/${number} was returned by its bank, and shows as succeeded`),
  );
};

/** Checks the work left to an operator, disputes, and webhooks of strangers. */
export const checkAttention = (state: StoredState, stage: Stage): string[] => [
  ...checkReasons(state, stage),
  ...checkDisputes(state, stage),
  ...checkReturns(state, stage),
  ...stage.acceptedWebhooks
    .filter(({ isForged }) => isForged)
    .map(({ type }) => `a webhook ${type} of a stranger was accepted`),
];
