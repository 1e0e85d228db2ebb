import { describe, expect, it } from 'vitest';
import { paymentAccount, paymentVariables } from '../../../../tools/local-cloud/payments/payment-account.ts';

const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: apiBase } = paymentVariables;

const messageOf = (read: () => unknown): string => {
  try {
    read();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('paymentVariables', () => {
  it.each(['sk_test_1', 'rk_test_1', undefined])('accept the key %s', (value) => {
    expect(secretKey.read(value)).toBe(value);
  });

  it.each(['sk_live_123', 'pk_test_123', 'sk_test_', 'sk_test_1 23', '{"key":"sk_test_123"}'])(
    'refuse the key %j and do not repeat it',
    (value) => {
      const message = messageOf(() => secretKey.read(value));
      expect(message).toMatch(/^is not a key of the test mode/);
      expect(message).not.toContain('123');
    },
  );

  it.each([
    ['http://127.0.0.1:12111', 'http://127.0.0.1:12111'],
    ['https://stripe.example/', 'https://stripe.example'],
  ])('accept the address %s', (value, read) => {
    expect(apiBase.read(value)).toBe(read);
  });

  it.each([
    'stripe.example',
    'ftp://stripe.example',
    'https://stripe.example/v1',
    'https://a:b@stripe.example',
  ])('refuse the address %s', (value) => {
    expect(messageOf(() => apiBase.read(value))).toMatch(/http\(s\):\/\/host/);
  });
});

describe('paymentAccount', () => {
  it('is the simulator when neither is set', () => {
    expect(paymentAccount({})).toBeUndefined();
  });

  it('is the test mode of Stripe with a key', () => {
    expect(paymentAccount({ STRIPE_SECRET_KEY: 'sk_test_1' })).toEqual({
      url: 'https://api.stripe.com',
      secretKey: 'sk_test_1',
    });
  });

  it('is another server with an address, whose key need not be given', () => {
    const url = 'http://127.0.0.1:12111';
    expect(paymentAccount({ STRIPE_API_BASE: url })).toEqual({ url, secretKey: 'sk_test_local' });
    expect(paymentAccount({ STRIPE_API_BASE: url, STRIPE_SECRET_KEY: 'sk_test_1' })).toEqual({
      url,
      secretKey: 'sk_test_1',
    });
  });
});
