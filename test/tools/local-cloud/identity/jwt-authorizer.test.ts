import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Authorize,
  createJwtAuthorizer,
} from '../../../../tools/local-cloud/identity/jwt-authorizer.ts';
import { loadSigningKey, type SigningKey } from '../../../../tools/local-cloud/identity/signing-key.ts';

const now = 1_800_000_000;
const issuer = 'http://127.0.0.1:3000/local/issuer';
const audiences = ['order-service', 'api://orders'];
const good = {
  iss: issuer,
  aud: 'order-service',
  sub: 'alice',
  scope: 'orders:read',
  iat: now - 1,
  exp: now + 60,
};

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('createJwtAuthorizer', () => {
  let key: SigningKey;
  let authorize: Authorize;

  beforeAll(async () => {
    key = await loadSigningKey();
    const jwks = { keys: [key.publicJwk] };
    authorize = createJwtAuthorizer({ issuer, audiences, jwks, now: () => now * 1000 });
  });

  const sign = (claims: JWTPayload, header = {}, privateKey = key.privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.keyId, ...header }).sign(privateKey);

  describe('when the token is good', () => {
    it.each(['Bearer ', 'bearer ', 'BEARER  ', ''])('grants access to "%s" and the token', async (scheme) => {
      const authorization = await authorize(`${scheme}${await sign(good)}`, ['orders:read']);
      expect(authorization).toEqual({
        granted: true,
        claims: { ...good, iat: String(good.iat), exp: String(good.exp) },
        scopes: ['orders:read'],
      });
    });

    it('asks for one of the scopes of the route only', async () => {
      const token = `Bearer ${await sign({ ...good, scope: 'a orders:write' })}`;
      expect(await authorize(token, ['orders:admin', 'orders:write'])).toMatchObject({ granted: true });
    });

    it('grants access to a token for any of its audiences', async () => {
      const token = await sign({ ...good, aud: 'api://orders' });
      expect(await authorize(`Bearer ${token}`, ['orders:read'])).toMatchObject({ granted: true });
    });

    it('asks for no scope on a route without scopes, and hands none on', async () => {
      const token = await sign({ ...good, scope: undefined, roles: ['orders:read'] });
      expect(await authorize(`Bearer ${token}`, [])).toMatchObject({
        granted: true,
        claims: { roles: '[orders:read]' },
        scopes: null,
      });
    });

    it('answers 403 when a scope is missing', async () => {
      expect(await authorize(`Bearer ${await sign(good)}`, ['orders:write'])).toEqual({
        granted: false,
        status: 403,
        wwwAuthenticate: 'Bearer scope="orders:write" error="insufficient_scope"',
        claims: good,
      });
    });
  });

  it.each([undefined, '', 'Bearer '])(
    'answers 401 with a bare challenge to the header %j',
    async (header) => {
      expect(await authorize(header, ['orders:read'])).toEqual({
        granted: false,
        status: 401,
        wwwAuthenticate: 'Bearer',
      });
    },
  );

  describe('when the token is bad', () => {
    const challengeOf = async (token: string) => {
      const authorization = await authorize(`Bearer ${token}`, ['orders:read']);
      expect(authorization).toMatchObject({ granted: false, status: 401 });
      return authorization.granted ? '' : authorization.wwwAuthenticate;
    };
    const description = (text: string) => `Bearer scope="" error="invalid_token" error_description="${text}"`;

    it.each([
      ['another issuer', { ...good, iss: 'https://other' }, 'the token does not have a valid issuer'],
      ['another audience', { ...good, aud: 'other' }, 'the token does not have a valid audience'],
      ['an end in the past', { ...good, exp: now - 1 }, 'the token has expired'],
      ['a beginning in the future', { ...good, nbf: now + 60 }, 'the token is not valid yet'],
    ])('answers 401 to a token that has %s', async (_, claims, text) => {
      expect(await challengeOf(await sign(claims))).toBe(description(text));
    });

    it('refuses text that is no token', async () => {
      expect(await challengeOf('not-a-token')).toBe(
        description('token contains an invalid number of segments'),
      );
      expect(await challengeOf('a.b.c')).toBe(description('the token is malformed'));
    });

    it('refuses a token that is not signed', async () => {
      const token = `${base64url({ alg: 'none', kid: key.keyId })}.${base64url(good)}.`;
      expect(await challengeOf(token)).toBe(
        description('the token is signed with an algorithm that is not allowed'),
      );
    });

    it('refuses a token signed with the public key as a shared secret', async () => {
      const secret = new TextEncoder().encode(JSON.stringify(key.publicJwk));
      const token = await new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: key.keyId }).sign(secret);
      expect(await challengeOf(token)).toBe(
        description('the token is signed with an algorithm that is not allowed'),
      );
    });

    it('refuses a token that names another key or none', async () => {
      expect(await challengeOf(await sign(good, { kid: 'other' }))).toBe(
        description('the token is signed with an unknown key'),
      );
      expect(await challengeOf(await sign(good, { kid: undefined }))).toBe(
        description('the token names no key'),
      );
    });

    it('refuses a token that another key signed under this name', async () => {
      const { privateKey } = await generateKeyPair('RS256');
      expect(await challengeOf(await sign(good, {}, privateKey))).toBe(
        description('the signature is invalid'),
      );
    });

    it('refuses claims that were changed after signing', async () => {
      const [header, , signature] = (await sign(good)).split('.');
      const token = `${header}.${base64url({ ...good, sub: 'bob' })}.${signature}`;
      expect(await challengeOf(token)).toBe(description('the signature is invalid'));
    });
  });
});
