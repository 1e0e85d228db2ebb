import * as z from 'zod';

export const livenessSchema = z.strictObject({ status: z.literal('ok') });

/** Each check is `ok` or a reason that says nothing about the inside. */
export const readinessSchema = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  checks: z.record(z.string(), z.string()),
});
