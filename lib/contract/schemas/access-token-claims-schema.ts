import * as z from 'zod';
import { customerTypes, defaultCustomerType } from '../../domain/order.ts';
import type { Caller } from '../caller.ts';
import { type Scope, scopes } from '../routes.ts';
import { customerIdSchema } from './order-schemas.ts';

export const customerTypeSchema = z.enum(customerTypes);

const knownScopes: readonly Scope[] = Object.values(scopes);

/**
 * Maps the claims of an access token to the caller. Unknown scopes are dropped.
 * An ID token does not match: it identifies a user but grants no access.
 */
export const accessTokenClaimsSchema = z
  .object({
    sub: customerIdSchema,
    scope: z.string().default(''),
    customer_type: customerTypeSchema.catch(defaultCustomerType),
    token_use: z.literal('access').optional(),
  })
  .transform(({ sub, scope, customer_type }): Caller => {
    const granted = new Set(scope.split(' '));
    return {
      id: sub,
      scopes: knownScopes.filter((known) => granted.has(known)),
      customerType: customer_type,
    };
  });
