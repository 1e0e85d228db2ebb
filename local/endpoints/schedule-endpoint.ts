import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { ScheduleRunner } from '../schedules/schedule-runner.ts';

/** `POST /local/schedules/<name>`: runs a scheduled function now, and answers when it has ended. */
export const createScheduleEndpoint =
  (name: string, { run }: Pick<ScheduleRunner, 'run'>): RequestHandler =>
  async () => {
    const { outcome } = await run(name);
    return jsonResponse(outcome.status === 'succeeded' ? 200 : 500, { name, status: outcome.status });
  };
