import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { functionSettings } from '../../infra/function-settings.ts';

describe('functionSettings', () => {
  it('leaves the functions at their defaults when the context says nothing', () => {
    expect(functionSettings(new App())).toEqual({});
  });

  it('hands on what the context says', () => {
    const catalogueCacheUrl = 'rediss://cache.example:6379';
    const tokenScopePrefix = 'orders-api/';
    const context = {
      paymentWindowSeconds: 600,
      unpaidOrdersLimit: 5,
      catalogueCacheUrl,
      tokenScopePrefix,
      other: 1,
    };
    expect(functionSettings(new App({ context }))).toEqual({
      PAYMENT_WINDOW_SECONDS: '600',
      UNPAID_ORDERS_LIMIT: '5',
      CATALOGUE_CACHE_URL: catalogueCacheUrl,
      TOKEN_SCOPE_PREFIX: tokenScopePrefix,
    });
  });

  it('refuses a cache address that the functions would refuse at their start', () => {
    const context = { catalogueCacheUrl: 'cache.example:6379' };
    expect(() => functionSettings(new App({ context }))).toThrow(
      'context catalogueCacheUrl must be redis://host:port',
    );
  });
});
