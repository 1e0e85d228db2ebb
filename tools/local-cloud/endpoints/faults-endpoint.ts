import type { FaultInjection } from '../faults/fault-injection.ts';
import { FaultSettingsError, parseFaults } from '../faults/parse-faults.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';

const maxBodyBytes = 256 * 1024;

/** `PUT /local/faults`: from now on these go wrong, and no others. */
export const createSetFaultsEndpoint =
  ({ set, settings }: Pick<FaultInjection, 'set' | 'settings'>): RequestHandler =>
  async ({ readBody }) => {
    const body = await readBody(maxBodyBytes);
    if (!body) return jsonResponse(413, { message: 'Request Entity Too Large' });
    try {
      set(parseFaults(body.toString('utf8')));
      return jsonResponse(200, settings());
    } catch (error) {
      if (error instanceof FaultSettingsError) return jsonResponse(400, { message: error.message });
      throw error;
    }
  };

/** `DELETE /local/faults`: nothing goes wrong any more. */
export const createEndFaultsEndpoint =
  ({ set, settings }: Pick<FaultInjection, 'set' | 'settings'>): RequestHandler =>
  async () => {
    set();
    return jsonResponse(200, settings());
  };
