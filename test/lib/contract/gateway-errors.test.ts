import { describe, expect, it } from 'vitest';
import { gatewayDeclines } from '../../../lib/contract/gateway-declines.ts';
import { gatewayErrorCodes, judgeGatewayError } from '../../../lib/contract/gateway-errors.ts';

const invalid = { type: 'invalid_request_error' };

describe('judgeGatewayError', () => {
  it.each(Object.entries(gatewayErrorCodes))('judges %s as the table does', (code, { verdict, ...facts }) => {
    expect(judgeGatewayError({ ...facts, code })).toEqual(verdict);
  });

  it.each(Object.entries(gatewayDeclines))('answers the decline code %s with %s', (declineCode, reason) => {
    const declined = { status: 402, type: 'card_error', code: 'card_declined', declineCode };
    expect(judgeGatewayError(declined)).toEqual({ kind: 'payment', reason });
  });

  it.each([
    ['an unknown decline code', { status: 402, type: 'card_error', declineCode: 'new_code' }],
    ['a card error without a code', { status: 400, type: 'card_error' }],
    ['a 402 without anything', { status: 402 }],
  ])('answers generic_decline to %s', (_, facts) => {
    expect(judgeGatewayError(facts)).toEqual({ kind: 'payment', reason: 'generic_decline' });
  });

  it.each(['lost_card', 'stolen_card', 'fraudulent', 'pickup_card', 'merchant_blacklist'])(
    'never reveals %s to the card holder',
    (declineCode) => {
      const declined = { status: 402, type: 'card_error', declineCode };
      expect(judgeGatewayError(declined)).toEqual({ kind: 'payment', reason: 'generic_decline' });
    },
  );

  it.each([
    [400, { code: 'resource_missing', param: 'payment_method' }, 'invalid_payment_method'],
    [404, { code: 'resource_missing', param: 'payment_method' }, 'invalid_payment_method'],
    [400, { code: 'parameter_invalid_empty', param: 'payment_method' }, 'invalid_payment_method'],
    [400, { param: 'amount' }, 'payment_rejected'],
    [400, { code: 'amount_too_small', param: 'amount' }, 'amount_too_small'],
    [400, { code: 'a_new_code' }, 'payment_rejected'],
    [422, {}, 'payment_rejected'],
  ])('judges %i %o as an answer about the payment', (status, facts, reason) => {
    expect(judgeGatewayError({ status, ...invalid, ...facts })).toEqual({ kind: 'payment', reason });
  });

  it('judges a bare 400 to a confirmation as a payment method that cannot be used', () => {
    const used = { status: 400, ...invalid };
    expect(judgeGatewayError(used, true)).toEqual({ kind: 'payment', reason: 'invalid_payment_method' });
    expect(judgeGatewayError(used)).toEqual({ kind: 'payment', reason: 'payment_rejected' });
  });

  it.each([
    [401, {}],
    [403, {}],
    [403, { code: 'a_new_code', param: 'amount' }],
    [404, {}],
    [400, { code: 'parameter_unknown', param: 'colour' }],
  ])('judges %i %o as a fault of our configuration', (status, facts) => {
    expect(judgeGatewayError({ status, ...invalid, ...facts })).toEqual({ kind: 'configuration' });
  });

  it.each([
    [500, {}],
    [503, { code: 'card_declined', declineCode: 'lost_card' }],
    [424, {}],
  ])('judges %i %o as an outage', (status, facts) => {
    expect(judgeGatewayError({ status, type: 'api_error', ...facts })).toEqual({ kind: 'outage' });
  });

  it.each([
    [409, {}],
    [400, { type: 'idempotency_error' }],
    [429, { code: 'lock_timeout' }],
  ])('judges %i %o as a conflict with another request', (status, facts) => {
    expect(judgeGatewayError({ status, ...invalid, ...facts })).toEqual({ kind: 'conflict' });
  });

  it.each(['intent', 'payment_intent', 'refund'])('judges the %s as missing', (param) => {
    const facts = { status: 404, code: 'resource_missing', param };
    expect(judgeGatewayError({ ...invalid, ...facts })).toEqual({ kind: 'missing' });
  });

  it.each([
    [429, { code: 'lock_timeout' }, 'conflict'],
    [409, {}, 'conflict'],
    [429, {}, 'throttled'],
    [424, {}, 'outage'],
    [400, { code: 'payment_intent_unexpected_state' }, 'decided'],
  ])('judges %i %o by its type, also with the payment method as parameter', (status, facts, kind) => {
    expect(judgeGatewayError({ status, ...invalid, param: 'payment_method', ...facts })).toEqual({ kind });
  });

  it('judges 429 as a request without effect', () => {
    expect(judgeGatewayError({ status: 429 })).toEqual({ kind: 'throttled' });
  });
});
