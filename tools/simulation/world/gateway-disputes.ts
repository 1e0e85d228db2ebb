import type { GatewayEvent } from './gateway-event.ts';

/** An objection of a customer to a charge, as the gateway knows it. */
export interface GatewayDispute {
  readonly id: string;
  readonly intentId: string;
  status: 'needs_response' | 'won' | 'lost';
}

/** The disputes of the gateway. @param later runs its work after a while. */
export const createDisputes = (later: (work: () => void) => void, emit: (event: GatewayEvent) => void) => {
  const all: GatewayDispute[] = [];
  const tell = (type: GatewayEvent['type'], { intentId, ...dispute }: GatewayDispute) =>
    emit({ type, object: { object: 'dispute', ...dispute, payment_intent: intentId } });
  return {
    all: all as readonly GatewayDispute[],
    of: (intentId: string) => all.filter((dispute) => dispute.intentId === intentId),
    isDisputed: (intentId: string) =>
      all.some((dispute) => dispute.intentId === intentId && dispute.status !== 'won'),
    /** The customer will object to a payment; later the bank decides. */
    open(intentId: string, isWon: boolean) {
      later(() => {
        const dispute: GatewayDispute = { id: `dp_${all.length + 1}`, intentId, status: 'needs_response' };
        all.push(dispute);
        tell('charge.dispute.created', dispute);
        later(() => {
          dispute.status = isWon ? 'won' : 'lost';
          tell('charge.dispute.closed', dispute);
        });
      });
    },
  };
};
