import { createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { type Scope, scopes } from '../../../lib/contract/scopes.ts';
import type { TokenIssuer } from '../../../tools/local-cloud/identity/token-issuer.ts';
import { adminScope, customerScope } from './shopper.ts';

/** Owners of the orders of the matrix. */
export const ownerId = 'olivia';

/** Sender of a request. */
export interface Principal {
  readonly name: string;
  readonly credentials: 'access token' | 'ID token' | 'forgery';
  readonly isOwner: boolean;
  /** The scopes that the token claims, on a route that needs `scope`. */
  readonly scopes: (scope: Scope) => readonly string[];
  readonly token: (issuer: TokenIssuer, granted: readonly string[]) => Promise<string | undefined>;
}

const customerScopes = customerScope.split(' ');
const adminScopes = adminScope.split(' ');
const allScopes: readonly string[] = Object.values(scopes);

const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

const claimsOf = (issuer: TokenIssuer, sub: string, granted: readonly string[]): JWTPayload => ({
  iss: issuer.url,
  sub,
  aud: issuer.audience,
  token_use: 'access',
  scope: granted.join(' '),
  iat: secondsFromNow(-60),
  exp: secondsFromNow(600),
});

const person = (
  name: string,
  sub: string,
  granted: Principal['scopes'],
  claims: JWTPayload = {},
): Principal => ({
  name,
  credentials: claims['token_use'] === 'id' ? 'ID token' : 'access token',
  isOwner: sub === ownerId,
  scopes: granted,
  token: (issuer, list) => issuer.sign({ ...claimsOf(issuer, sub, list), ...claims }),
});

/** A token that would be the owner's, with all scopes, if it were good. */
const forgery = (
  name: string,
  forge: (issuer: TokenIssuer, claims: JWTPayload) => Promise<string | undefined>,
): Principal => ({
  name,
  credentials: 'forgery',
  isOwner: true,
  scopes: () => adminScopes,
  token: (issuer, list) => forge(issuer, claimsOf(issuer, ownerId, list)),
});

const withClaims = (name: string, change: JWTPayload) =>
  forgery(name, (issuer, claims) => issuer.sign({ ...claims, ...change }));

const headerOf = ({ jwks }: TokenIssuer, alg: string) => ({ alg, typ: 'JWT', kid: jwks.keys[0]?.kid ?? '' });

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const unsigned = async (issuer: TokenIssuer, claims: JWTPayload) =>
  `${base64url(headerOf(issuer, 'none'))}.${base64url(claims)}.`;

/** Takes the public key for a shared secret, which a verifier that lets the token choose would do as well. */
const signedWithPublicKey = (issuer: TokenIssuer, claims: JWTPayload) => {
  const [key] = issuer.jwks.keys;
  const publicKey = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
  const secret = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }));
  return new SignJWT(claims).setProtectedHeader(headerOf(issuer, 'HS256')).sign(secret);
};

const { privateKey: anotherKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });

const signedWithAnotherKey = (issuer: TokenIssuer, claims: JWTPayload) =>
  new SignJWT(claims).setProtectedHeader(headerOf(issuer, 'RS256')).sign(anotherKey);

/** The signature of one token under the claims of another. */
const tampered = async (issuer: TokenIssuer, claims: JWTPayload) => {
  const [header, , signature] = (await issuer.sign({ ...claims, scope: '' })).split('.');
  return `${header}.${base64url(claims)}.${signature}`;
};

export const principals: readonly Principal[] = [
  person('the owner', ownerId, () => customerScopes),
  person('another customer', 'sam', () => customerScopes),
  person('an admin', 'adam', () => adminScopes),
  person('the owner without the scope', ownerId, (scope) => allScopes.filter((other) => other !== scope)),
  person('the owner without any scope', ownerId, () => []),
  person('an ID token', ownerId, () => [], { token_use: 'id' }),
  person('an ID token with scopes', ownerId, () => adminScopes, { token_use: 'id' }),
  forgery('nobody', async () => undefined),
  forgery('something that is no token', async () => 'olivia'),
  withClaims('an expired token', { exp: secondsFromNow(-1) }),
  withClaims('a token that is not valid yet', { nbf: secondsFromNow(600) }),
  withClaims('a token of another issuer', { iss: 'https://issuer.example' }),
  withClaims('a token for another audience', { aud: 'invoice-service' }),
  forgery('a token signed with another key', signedWithAnotherKey),
  forgery('a token with alg none', unsigned),
  forgery('a token with HS256 and the public key', signedWithPublicKey),
  forgery('a token whose claims were changed', tampered),
];
