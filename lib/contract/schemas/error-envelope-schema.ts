import * as z from 'zod';
import { type ErrorAdvice, errorAdvice } from '../errors/advice.ts';
import { type ErrorCode, errorRegistry } from '../errors/registry.ts';

const members = { message: z.string(), timestamp: z.iso.datetime(), correlationId: z.string() };

/** The body of every error. */
export const errorEnvelopeSchema = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(errorRegistry) as [ErrorCode, ...ErrorCode[]]),
    details: z.record(z.string(), z.unknown()).optional(),
    ...members,
  }),
});

/** The error in the envelope, by its code: with the details of the code, or without any. */
export const errorSchemas = Object.fromEntries(
  Object.entries<ErrorAdvice>(errorAdvice).map(([code, { details }]) => [
    code,
    z
      .strictObject({ code: z.literal(code), ...members, ...(details && { details }) })
      .describe(errorRegistry[code as ErrorCode].message),
  ]),
) as Record<string, z.ZodObject> as Readonly<Record<ErrorCode, z.ZodObject>>;

/** The body of every answer of API Gateway itself. */
export const gatewayErrorSchema = z
  .strictObject({ message: z.string() })
  .describe('Answer of the gateway itself. It has no code: programs use the status.');
