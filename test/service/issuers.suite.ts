import { beforeAll, describe, expect, it } from 'vitest';
import { type IssuerShape, issuerShapes } from '../builders/issuer-tokens.ts';
import '../harness/gateway-answer.ts';
import type { Order } from '../../client/src/order-service-client.ts';
import type { CurrentService, RunningService } from '../harness/service/running-service.ts';
import { adminScope, stock } from '../harness/service/shopper.ts';

const sku = 'ISSUER-1';

const shapeOf = (name: string): IssuerShape => {
  const shape = issuerShapes.find((candidate) => candidate.name.startsWith(name));
  if (!shape) throw new Error(`no issuer ${name}`);
  return shape;
};

const cognito = shapeOf('Cognito');

/** Settings of the service that takes tokens of Cognito. */
export const cognitoSettings = cognito.settings;

/** A token of the issuer, for the audience of the local run. */
const tokenOf = ({ issuer }: RunningService, { claims, subject }: IssuerShape, scopes: readonly string[]) => {
  const now = Math.floor(Date.now() / 1_000);
  return issuer.sign({
    ...claims({ sub: subject, scopes, customerType: 'premium' }),
    iss: issuer.url,
    aud: issuer.audience,
    iat: now - 60,
    exp: now + 600,
  });
};

/** @param withCognito a service with `cognitoSettings`. */
export const issuers = (service: CurrentService, withCognito: CurrentService): void => {
  describe.each([
    [shapeOf('Okta'), service],
    [shapeOf('Keycloak'), service],
    [cognito, withCognito],
  ])('a token of $name', (shape, current) => {
    beforeAll(() => stock(current(), sku, 10));

    it('places and reads an order of its subject', async () => {
      const token = await tokenOf(current(), shape, ['orders:read', 'orders:write']);
      const placed = await current().send(token, 'create-order', { body: { items: [{ sku, quantity: 1 }] } });
      expect([placed.statusCode, placed.json()]).toEqual([
        201,
        expect.objectContaining({ customerId: shape.subject, customerType: 'premium' }),
      ]);
      const path = { orderId: placed.json<Order>().id };
      expect((await current().send(token, 'get-order', { path })).json()).toEqual(placed.json());
    });

    it('is refused where it has no scope', async () => {
      const token = await tokenOf(current(), shape, ['orders:read']);
      const body = { items: [{ sku, quantity: 1 }] };
      expect(await current().send(token, 'create-order', { body })).toBeOfGateway('forbidden');
    });
  });

  describe('a token whose scopes have another prefix', () => {
    it('is refused, and a line of the log names the setting', async () => {
      const { request, send } = service();
      const token = await tokenOf(service(), cognito, adminScope.split(' '));
      expect(await send(token, 'list-orders')).toBeOfGateway('forbidden');
      const { items } = (await request('/local/logs?limit=200')).json<{ items: { message?: string }[] }>();
      expect(items.map(({ message }) => message)).toContain(
        'request refused: TOKEN_SCOPE_PREFIX= does not fit the token; see its claims scope',
      );
    });
  });
};
