import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../../lib/adapters/stripe/gateway-error.ts';
import { orderIdOf as orderOfPayment } from '../../../../lib/adapters/stripe/payment-answer.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';

describe('orderIdOf', () => {
  const orderId = orderIdOf(1);

  it.each(['succeeded', 'requires_capture', 'a status of the future'])(
    'reads the order of a payment that is %s',
    (status) => {
      expect(orderOfPayment({ id: 'pi_1', status, metadata: { orderId, cart: '7' } })).toBe(orderId);
    },
  );

  it.each([null, undefined, {}, { orderId: '17' }])(
    'finds no order in a payment of others, with the metadata %o',
    (metadata) => {
      expect(orderOfPayment({ id: 'pi_1', status: 'requires_capture', metadata })).toBeUndefined();
    },
  );

  it('calls an answer without an id malformed', () => {
    expect(() => orderOfPayment({ object: 'payment_intent' })).toThrow(GatewayError);
  });
});
