import * as z from 'zod';

/** Answer of the liveness check. */
export const livenessSchema = z.strictObject({ status: z.literal('ok') });

/** Answer of the readiness check with either status. */
export const readinessSchema = z.strictObject({
  status: z.enum(['ok', 'degraded']).describe('`degraded` when any check failed, an optional one included.'),
  checks: z
    .record(z.string(), z.enum(['ok', 'unavailable', 'timeout']))
    .describe('Result of each check, by the name of the dependency.'),
});

/** Answer to a webhook that was accepted. */
export const webhookReceiptSchema = z.strictObject({ received: z.literal(true) });
