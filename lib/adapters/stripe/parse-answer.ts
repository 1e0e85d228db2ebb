import * as z from 'zod';
import { currencies } from '../../domain/money.ts';
import { GatewayError } from './gateway-error.ts';

/** A currency of Stripe, which writes codes in lower case. */
export const currencySchema = z
  .string()
  .transform((code) => code.toUpperCase())
  .pipe(z.enum(currencies));

/**
 * Reads an answer of the gateway by its schema.
 * @throws {GatewayError} `malformed`
 */
export const parseAnswer = <S extends z.ZodType>(schema: S, answer: unknown): z.output<S> => {
  const result = schema.safeParse(answer);
  if (!result.success) throw new GatewayError('malformed', { sent: true, cause: result.error });
  return result.data;
};
