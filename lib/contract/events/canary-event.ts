import * as z from 'zod';

/** `detail` of the synthetic event that proves that the bus delivers. */
export const canaryDetailSchema = z.object({ canaryId: z.string().min(1), sentAt: z.iso.datetime() });
export type CanaryDetail = z.output<typeof canaryDetailSchema>;
