import type { JWTPayload } from 'jose';
import type { TokenSettingTexts } from '../../lib/contract/token-settings.ts';

/** Claims that a test wants in a token of any issuer. */
export interface Grant {
  readonly sub: string;
  readonly scopes: readonly string[];
  readonly customerType?: string;
}

/** An issuer of access tokens, as its documentation describes them. */
export interface IssuerShape {
  readonly name: string;
  /** Settings of a deployment that takes its tokens; the defaults unless given. */
  readonly settings: TokenSettingTexts;
  /** Audience of the API in its tokens. */
  readonly audience: string;
  /** A subject as it makes them. */
  readonly subject: string;
  /** Claims of an access token besides issuer and times. */
  readonly claims: (grant: Grant) => JWTPayload;
}

const clientId = '5kek0i61pgkokoob4fsm9fo9it';

/**
 * No `aud`; scopes carry the identifier of the resource server. A trigger adds custom claims to access tokens.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
const cognito = (resourceServer: string): IssuerShape => ({
  name: `Cognito with the resource server ${resourceServer}`,
  settings: {
    TOKEN_SCOPE_PREFIX: `${resourceServer}/`,
    TOKEN_CUSTOMER_TYPE_CLAIM: 'custom:customer_type',
  },
  audience: clientId,
  subject: '6418b458-d091-705e-122e-04bf2945fcdf',
  claims: ({ sub, scopes, customerType }) => ({
    sub,
    'cognito:groups': ['eu-west-1_pool_Google', 'buyers'],
    version: 2,
    client_id: clientId,
    token_use: 'access',
    scope: ['openid', ...scopes.map((scope) => `${resourceServer}/${scope}`)].join(' '),
    auth_time: 1_787_992_402,
    username: 'google_115110000000000000000',
    ...(customerType !== undefined && { 'custom:customer_type': customerType }),
  }),
});

/**
 * Scopes in `scp`, as one text; an extension attribute is a list.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference
 */
const entra: IssuerShape = {
  name: 'Entra ID',
  settings: { TOKEN_CUSTOMER_TYPE_CLAIM: 'extn.customerType' },
  audience: 'api://6e74172b-be56-4843-9ff4-e66a39bb12e3',
  subject: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
  claims: ({ sub, scopes, customerType }) => ({
    sub,
    aud: entra.audience,
    azp: '1f2c8f1e-5c1b-4b0e-9c1c-3f5d0a4c7d11',
    azpacr: '1',
    oid: '690222be-ff1a-4d56-abd1-7e4f7d38e474',
    tid: 'c2f1b6a0-8d7e-4e0c-9d5a-52c6f1f0a111',
    preferred_username: 'alice@shop.example',
    roles: ['Buyer'],
    scp: scopes.join(' '),
    ver: '2.0',
    ...(customerType !== undefined && { 'extn.customerType': [customerType] }),
  }),
};

/**
 * Scopes in `scp`, as a list.
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/
 */
const okta: IssuerShape = {
  name: 'Okta',
  settings: {},
  audience: 'api://default',
  subject: 'alice of the shop',
  claims: ({ sub, scopes, customerType }) => ({
    ver: 1,
    jti: 'AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE',
    aud: okta.audience,
    cid: '0oab8ewxsfTPn1bc70g7',
    uid: '00uid4BxXw6I6TV4m0g3',
    scp: ['openid', ...scopes],
    sub,
    ...(customerType !== undefined && { customer_type: customerType }),
  }),
};

/**
 * Scopes in `scope`, permissions apart from them; claims of one's own are names within a URL.
 * @see https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles
 */
const auth0: IssuerShape = {
  name: 'Auth0',
  settings: { TOKEN_CUSTOMER_TYPE_CLAIM: 'https://shop.example/customer_type' },
  audience: 'https://orders.shop.example/',
  subject: 'auth0|5f7c8ec7c33c6c004bbafe82',
  claims: ({ sub, scopes, customerType }) => ({
    sub,
    aud: [auth0.audience, 'https://shop.eu.auth0.com/userinfo'],
    azp: 'my_client_id',
    scope: ['openid', 'profile', ...scopes].join(' '),
    permissions: scopes,
    'https://shop.example/roles': ['buyer'],
    ...(customerType !== undefined && { 'https://shop.example/customer_type': customerType }),
  }),
};

/**
 * Scopes in `scope`, with those of every client; roles in objects.
 * @see https://www.keycloak.org/docs/latest/server_admin/
 */
const keycloak: IssuerShape = {
  name: 'Keycloak',
  settings: {},
  audience: 'order-service',
  subject: 'f:9c1e6c3a-5f3a-4f0e-9b2e-6b1a2c3d4e5f:alice@shop.example',
  claims: ({ sub, scopes, customerType }) => ({
    sub,
    aud: [keycloak.audience, 'account'],
    typ: 'Bearer',
    azp: 'shop',
    acr: '1',
    'allowed-origins': ['https://shop.example'],
    realm_access: { roles: ['offline_access', 'default-roles-shop'] },
    resource_access: { account: { roles: ['view-profile'] } },
    scope: `openid email ${scopes.join(' ')} profile offline_access`,
    sid: 'a3f1c2d4-0000-4000-8000-1234567890ab',
    email_verified: true,
    ...(customerType !== undefined && { customer_type: customerType }),
  }),
};

export const issuerShapes: readonly IssuerShape[] = [
  cognito('orders-api'),
  cognito('https://orders.example'),
  entra,
  okta,
  auth0,
  keycloak,
];

/** Tokens that grant by something other than scopes, which no setting below `settings` reads. */
export const grantsWithoutScopes: readonly (readonly [what: string, claims: JWTPayload])[] = [
  ['app roles of Entra ID', { aud: entra.audience, roles: ['orders:read', 'orders:write'] }],
  ['other app roles of Entra ID', { aud: entra.audience, roles: ['Orders.Read.All'], idtyp: 'app' }],
  ['permissions of Auth0', { aud: auth0.audience, scope: 'openid', permissions: ['orders:read'] }],
  ['groups of Cognito', { client_id: clientId, 'cognito:groups': ['admin'], token_use: 'access' }],
  ['roles of a realm of Keycloak', { aud: 'order-service', realm_access: { roles: ['orders:read'] } }],
];
