import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { ScheduleRunner } from '../schedules/schedule-runner.ts';
import { createJsonEndpoint } from './json-endpoint.ts';

/** `POST /local/schedules/<name>`: runs a scheduled function now, and answers when it has ended. */
export const createScheduleEndpoint =
  (name: string, { run }: Pick<ScheduleRunner, 'run'>): RequestHandler =>
  async () => {
    const { outcome } = await run(name);
    return jsonResponse(outcome.status === 'succeeded' ? 200 : 500, { name, status: outcome.status });
  };

const dateText = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** `GET /local/schedules`: scheduled jobs with interval and last result. */
export const createSchedulesEndpoint = ({ snapshot }: Pick<ScheduleRunner, 'snapshot'>): RequestHandler =>
  createJsonEndpoint(() => ({
    items: snapshot().map(({ lastRun, ...schedule }) => ({
      ...schedule,
      ...(lastRun && {
        lastRun: {
          startedAt: dateText(lastRun.startedAt),
          endedAt: dateText(lastRun.endedAt),
          status: lastRun.status,
        },
      }),
    })),
  }));
