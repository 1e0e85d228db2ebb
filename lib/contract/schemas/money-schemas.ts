import * as z from 'zod';
import { currencies } from '../../domain/money.ts';

/** A price; the upper bound keeps every total an exact integer. */
export const priceSchema = z.strictObject({
  amount: z.int().min(0).max(100_000_000),
  currency: z.enum(currencies),
});

/** A sum of prices. */
export const moneySchema = z.strictObject({ amount: z.int().min(0), currency: z.enum(currencies) });

/** Money to be charged or refunded: more than nothing. */
export const chargeSchema = z.strictObject({ amount: z.int().min(1), currency: z.enum(currencies) });
