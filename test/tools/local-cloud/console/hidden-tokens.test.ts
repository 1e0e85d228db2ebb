import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isRemote, withoutTokens } from '../../../../tools/local-cloud/console/hidden-tokens.ts';

describe('isRemote', () => {
  it.each([
    ['127.0.0.1', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['192.168.1.7', true],
    ['::ffff:10.0.0.2', true],
  ])('recognizes another machine by its address: %s', (remoteAddress, remote) => {
    expect(isRemote({ socket: { remoteAddress } as Socket })).toBe(remote);
  });
});

describe('withoutTokens', () => {
  it('hides tokens and cookies, and nothing else', () => {
    const headers = { authorization: 'Bearer secret', cookie: 'secret', accept: '*/*' };
    const hidden = withoutTokens(headers);
    expect(Object.keys(hidden)).toEqual(['authorization', 'cookie', 'accept']);
    expect(JSON.stringify(hidden)).not.toContain('secret');
    expect(hidden['accept']).toBe('*/*');
  });
});
