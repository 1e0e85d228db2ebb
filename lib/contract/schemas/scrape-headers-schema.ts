import * as z from 'zod';

/** Headers by which a client of `/metrics` negotiates format and compression. */
export const scrapeHeadersSchema = z.object({
  accept: z.string().optional(),
  'accept-encoding': z.string().optional(),
});
