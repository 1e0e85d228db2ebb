import * as z from 'zod';
import { customerTypes, defaultCustomerType } from '../../domain/order.ts';
import type { Caller } from '../caller.ts';
import { claimValues, grantedScopes, type TokenSettings } from '../token-settings.ts';
import { customerIdSchema } from './order-schemas.ts';

/**
 * Maps the claims of an access token to the caller, as the settings say. Unknown scopes are dropped.
 * An ID token does not match: it identifies a user but grants no access.
 */
export const accessTokenClaimsSchema = (settings: TokenSettings) =>
  z
    .looseObject({ sub: customerIdSchema, token_use: z.literal('access').optional() })
    .transform((claims): Caller => {
      const types = claimValues(claims[settings.customerTypeClaim]);
      return {
        id: claims.sub,
        scopes: grantedScopes(claims, settings),
        customerType: customerTypes.find((type) => types.includes(type)) ?? defaultCustomerType,
      };
    });
