import type { ScheduleDefinition } from '../deployment.ts';

/**
 * How often each scheduled function runs here, in milliseconds.
 * @param scheduleSeconds what a minute of the deployment is here.
 */
export const scheduleIntervals = (
  schedules: Readonly<Record<string, ScheduleDefinition>>,
  scheduleSeconds: number,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(schedules).map(([name, { everyMinutes }]) => [
      name,
      everyMinutes * scheduleSeconds * 1_000,
    ]),
  );
