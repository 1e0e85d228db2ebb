import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { ReportedAlarm } from '../measurements/reported-alarm.ts';

/**
 * `GET /local/alarms`: every alarm with its state; 503 with the cause while the sources that declare them do not load.
 * @param judge states of the alarms.
 */
export const createAlarmsEndpoint =
  (judge: () => Promise<readonly ReportedAlarm[]>): RequestHandler =>
  async () => {
    try {
      return jsonResponse(200, { items: await judge() }, { 'cache-control': 'no-store' });
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      return jsonResponse(503, { message: `The alarms cannot be judged: ${cause}` });
    }
  };
