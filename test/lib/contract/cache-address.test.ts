import { describe, expect, it } from 'vitest';
import { isCacheAddress } from '../../../lib/contract/cache-address.ts';

describe('isCacheAddress', () => {
  it.each([
    'redis://cache.example',
    'redis://127.0.0.1:6379',
    'redis://[::1]:6379',
    'rediss://user:password@cache.example:6380',
    'redis://cache.example:6379/2',
  ])('accepts %s', (address) => {
    expect(isCacheAddress(address)).toBe(true);
  });

  it.each([
    '',
    'cache.example',
    'cache.example:6379',
    'http://cache.example',
    'redis:',
    'redis://',
    'redis:cache.example',
    'redis:/cache.example',
    'redis:///0',
    'redis://:6379',
    'redis://cache.example:0',
    'redis://cache.example:99999',
    'redis://cache.example/products',
    'redis://cache.example?tls=true',
    'redis://a.example:6379,b.example:6379',
    'redis://<address of the cache>:6379',
  ])('rejects %j', (address) => {
    expect(isCacheAddress(address)).toBe(false);
  });
});
