import * as z from 'zod';

/** Headers by which a client of a document negotiates compression and asks for changes only. Names in lower case. */
export const documentHeadersSchema = z.object({
  'accept-encoding': z.string().optional(),
  'if-none-match': z.string().optional(),
});
