import { describe, expect, it } from 'vitest';
import {
  findClaimsProblem,
  renderClaims,
  scopesOf,
} from '../../../../tools/local-cloud/identity/token-claims.ts';

const now = 1_000_000;
const expectation = { issuer: 'https://issuer', audiences: ['invoices', 'orders'], now };
const good = { iss: 'https://issuer', aud: 'orders', exp: now + 60, iat: now, nbf: now };

describe('findClaimsProblem', () => {
  it.each([
    ['a good token', good],
    ['one of several audiences', { ...good, aud: ['other', 'orders'] }],
    ['the client id where there is no audience', { ...good, aud: undefined, client_id: 'orders' }],
    ['a token without iat and nbf', { ...good, iat: undefined, nbf: undefined }],
  ])('finds none in %s', (_, claims) => {
    expect(findClaimsProblem(claims as never, expectation)).toBeUndefined();
  });

  it.each([
    ['another issuer', { ...good, iss: 'https://issuer/' }, /issuer/],
    ['no issuer', { ...good, iss: undefined }, /issuer/],
    ['another audience', { ...good, aud: 'other' }, /audience/],
    ['another audience with a valid client id', { ...good, aud: 'other', client_id: 'orders' }, /audience/],
    ['neither audience nor client id', { ...good, aud: undefined }, /audience/],
    ['a token that ends now', { ...good, exp: now }, /expired/],
    ['a token without an end', { ...good, exp: undefined }, /expired/],
    ['an end that is no number', { ...good, exp: '9999999999' }, /expired/],
    ['a token for later', { ...good, nbf: now + 1 }, /not valid yet/],
    ['a token from the future', { ...good, iat: now + 1 }, /issued in the future/],
  ])('refuses %s', (_, claims, problem) => {
    expect(findClaimsProblem(claims as never, expectation)).toMatch(problem);
  });
});

describe('scopesOf', () => {
  it.each([
    [{ scope: 'a b' }, ['a', 'b']],
    [{ scope: ['a', 'b'] }, ['a', 'b']],
    [{ scp: ['a'] }, ['a']],
    [{ scope: '' }, []],
    [{}, []],
    [{ scope: 7 }, []],
  ])('reads %j', (claims, scopes) => {
    expect(scopesOf(claims)).toEqual(scopes);
  });
});

describe('renderClaims', () => {
  it('makes every claim a string', () => {
    const claims = {
      sub: 'alice',
      exp: 1_787_996_002,
      verified: true,
      groups: ['admin', 'power user'],
      address: { city: 'Oslo' },
      nickname: null,
    };
    expect(renderClaims(claims as never)).toEqual({
      sub: 'alice',
      exp: '1787996002',
      verified: 'true',
      groups: '[admin power user]',
      address: '{"city":"Oslo"}',
    });
  });
});
