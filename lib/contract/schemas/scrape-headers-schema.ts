import * as z from 'zod';

/** What a client of `/metrics` says about the answer that it takes. */
export const scrapeHeadersSchema = z.object({
  accept: z.string().optional(),
  'accept-encoding': z.string().optional(),
});
