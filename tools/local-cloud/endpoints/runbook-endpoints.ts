import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from '../http/exchange.ts';
import { textResponse } from '../http/http-response.ts';

/** `/local/runbooks/<file>`: the runbooks of a folder as text, as they are in the file now. */
export const runbookEndpoints = (
  folder: string,
): readonly (readonly [string, { readonly GET: RequestHandler }])[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => [
      `/local/runbooks/${file}`,
      { GET: async () => textResponse(200, await readFile(join(folder, file), 'utf8')) },
    ]);
