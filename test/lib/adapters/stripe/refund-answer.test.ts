import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../../lib/adapters/stripe/gateway-error.ts';
import { refundOf, refundsOf, refusalOf } from '../../../../lib/adapters/stripe/refund-answer.ts';

const answer = { id: 're_1', status: 'succeeded', amount: 5, currency: 'usd', metadata: {} };
const refund = { refundId: 're_1', status: 'succeeded', amount: { amount: 5, currency: 'USD' } };

describe('refundOf', () => {
  it('reads id, status, amount and the key of the request', () => {
    expect(refundOf(answer)).toEqual(refund);
    expect(refundOf({ ...answer, metadata: { reference: 'key-1' } })).toEqual({
      ...refund,
      reference: 'key-1',
    });
  });

  it.each([
    ['pending', null, { status: 'pending' }],
    ['requires_action', null, { status: 'pending' }],
    ['failed', 'lost_or_stolen_card', { status: 'failed', reason: 'lost_or_stolen_card' }],
    ['failed', null, { status: 'failed', reason: 'unknown' }],
    ['failed', 'no <b>code</b>', { status: 'failed', reason: 'unknown' }],
    ['canceled', null, { status: 'failed', reason: 'canceled' }],
  ])('reads %s with the reason %s', (status, failureReason, facts) => {
    expect(refundOf({ ...answer, status, failure_reason: failureReason })).toEqual({ ...refund, ...facts });
  });

  it.each([{}, { ...answer, status: null }, { ...answer, id: '' }, { ...answer, currency: 'xau' }, null])(
    'calls %j malformed',
    (other) => {
      expect(() => refundOf(other)).toThrow(expect.objectContaining({ kind: 'malformed' }));
    },
  );
});

describe('refundsOf', () => {
  it('reads every refund of a list', () => {
    expect(refundsOf({ data: [answer, { ...answer, id: 're_2' }] })).toEqual([
      refund,
      { ...refund, refundId: 're_2' },
    ]);
    expect(() => refundsOf({})).toThrow(GatewayError);
  });
});

describe('refusalOf', () => {
  it.each(['payment', 'decided'] as const)('reads the code of a failure that is an answer: %s', (kind) => {
    const code = 'charge_already_refunded';
    expect(refusalOf(new GatewayError(kind, { code }))).toEqual({ status: 'refused', reason: code });
    expect(refusalOf(new GatewayError(kind))).toEqual({ status: 'refused', reason: 'unknown' });
  });

  it.each(['configuration', 'missing', 'outage', 'throttled', 'conflict', 'timeout'] as const)(
    'finds no such code in another failure: %s',
    (kind) => {
      expect(refusalOf(new GatewayError(kind))).toBeUndefined();
    },
  );
});
