import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { MeasuredSeries } from './measurement-store.ts';

/** Parameters of `GET /local/measurements`. */
export const measurementsParameters = ['minutes'] as const;

/** `GET /local/measurements`: every metric by the minute; with `minutes`, only those of the last ones. */
export const createMeasurementsEndpoint =
  (read: () => readonly MeasuredSeries[], now: () => number): RequestHandler =>
  async ({ request }) => {
    const text = new URL(request.url ?? '', 'http://localhost').searchParams.get('minutes');
    if (text !== null && !/^[1-9]\d{0,4}$/.test(text))
      return jsonResponse(400, { message: 'minutes must be a whole number from 1 on' });
    const since = text === null ? 0 : Math.floor(now() / 60_000) - Number(text);
    const items = read()
      .map((series) => ({ ...series, minutes: series.minutes.filter(({ minute }) => minute > since) }))
      .filter(({ minutes }) => minutes.length > 0);
    return jsonResponse(200, { items }, { 'cache-control': 'no-store' });
  };
