import { describe, expect, it } from 'vitest';
import { apiAddress } from '../../../../lib/adapters/stripe/api-address.ts';

describe('apiAddress', () => {
  it.each([
    ['https://api.stripe.com', { host: 'api.stripe.com', port: '443', protocol: 'https' }],
    ['http://127.0.0.1', { host: '127.0.0.1', port: '80', protocol: 'http' }],
    ['http://127.0.0.1:12111/', { host: '127.0.0.1', port: '12111', protocol: 'http' }],
    ['http://[::1]:12111', { host: '::1', port: '12111', protocol: 'http' }],
  ])('takes %s apart', (apiBase, address) => {
    expect(apiAddress(apiBase)).toEqual(address);
  });

  it.each([
    'https://proxy.example/stripe',
    'https://proxy.example/?a=1',
    'ftp://proxy.example',
    'api.stripe.com',
  ])('refuses %s', (apiBase) => {
    expect(() => apiAddress(apiBase)).toThrow();
  });
});
