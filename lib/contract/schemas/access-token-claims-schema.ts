import * as z from 'zod';
import { customerTypes, defaultCustomerType } from '../../domain/order.ts';
import type { Caller } from '../caller.ts';
import { type Scope, scopes } from '../routes.ts';
import { customerIdSchema } from './order-schemas.ts';

export const customerTypeSchema = z.enum(customerTypes);

const knownScopes: readonly Scope[] = Object.values(scopes);

/**
 * Claims of an access token → who it stands for. Scopes that the service does not know are dropped.
 * An ID token, which says who somebody is but not what its bearer may do, does not match.
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
