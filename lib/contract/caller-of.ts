import * as z from 'zod';
import { customerTypes, defaultCustomerType } from '../domain/order.ts';
import type { Caller } from './caller.ts';
import { customerIdSchema } from './schemas/order-schemas.ts';
import { type Claims, claimValues, grantedScopes, type TokenSettings } from './token-settings.ts';

/** An ID token does not match: it identifies a user but grants no access. */
const accessTokenSchema = z.object({ sub: customerIdSchema, token_use: z.literal('access').optional() });

/**
 * Maps the claims of an access token to the caller, as the settings say. Unknown scopes are dropped.
 * @returns undefined when the claims are not those of an access token.
 */
export const callerOf = (claims: Claims, settings: TokenSettings): Caller | undefined => {
  const { data } = accessTokenSchema.safeParse(claims);
  if (!data) return undefined;
  const types = claimValues(claims[settings.customerTypeClaim]);
  return {
    id: data.sub,
    scopes: grantedScopes(claims, settings),
    customerType: customerTypes.find((type) => types.includes(type)) ?? defaultCustomerType,
  };
};
