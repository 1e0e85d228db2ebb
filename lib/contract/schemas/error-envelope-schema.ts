import * as z from 'zod';
import { type ErrorCode, errorRegistry } from '../errors/registry.ts';

/** The body of every error. */
export const errorEnvelopeSchema = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(errorRegistry) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    timestamp: z.iso.datetime(),
    correlationId: z.string(),
  }),
});

/** The body of every answer of API Gateway itself. */
export const gatewayErrorSchema = z
  .strictObject({ message: z.string() })
  .describe('Answer of the gateway itself. It has no code: programs use the status.');
