import { randomUUID } from 'node:crypto';
import { awsAccount } from '../aws-account.ts';
import type { Invocation, InvocationOutcome } from '../lambda/invocation.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';

export interface ScheduleRunnerOptions {
  /** Scheduled jobs and their intervals, in milliseconds. */
  readonly intervals: Readonly<Record<string, number>>;
  readonly invoke: LambdaService['invoke'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A run that has ended; times are in milliseconds since 1970. */
export interface ScheduledRun {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: InvocationOutcome['status'];
}

export interface ScheduleSnapshot {
  readonly name: string;
  readonly everySeconds: number;
  /** How many have ended. */
  readonly runs: number;
  readonly lastRun?: ScheduledRun;
}

/** Runs scheduled jobs. */
export interface ScheduleRunner {
  readonly names: readonly string[];
  snapshot(): readonly ScheduleSnapshot[];
  start(): void;
  /**
   * Runs a function now, or joins the run that is under way.
   * @throws {Error} when there is no such scheduled job.
   */
  run(name: string): Promise<Invocation>;
  /** Starts no more runs; those under way end with their environments. */
  stop(): void;
}

/** The event that EventBridge Scheduler's rules hand to a function. */
const scheduledEvent = (name: string) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: awsAccount.id,
  time: new Date().toISOString(),
  region: awsAccount.region,
  resources: [`arn:aws:events:${awsAccount.region}:${awsAccount.id}:rule/${name}`],
  detail: {},
});

/** A run that takes longer than its interval is not overtaken by the next. */
export const createScheduleRunner = ({ intervals, invoke, now }: ScheduleRunnerOptions): ScheduleRunner => {
  const names = Object.keys(intervals);
  const underWay = new Map<string, Promise<Invocation>>();
  const ended = new Map<string, { readonly runs: number; readonly lastRun: ScheduledRun }>();
  const stopped = new AbortController();
  const timers: NodeJS.Timeout[] = [];

  const begin = (name: string): Promise<Invocation> => {
    const request = { event: JSON.stringify(scheduledEvent(name)), traceId: `Root=1-0-${randomUUID()}` };
    const startedAt = now();
    const run = invoke(name, request, stopped.signal)
      .then((invocation) => {
        const lastRun = { startedAt, endedAt: now(), status: invocation.outcome.status };
        ended.set(name, { runs: (ended.get(name)?.runs ?? 0) + 1, lastRun });
        return invocation;
      })
      .finally(() => underWay.delete(name));
    underWay.set(name, run);
    return run;
  };

  const run = async (name: string): Promise<Invocation> => {
    if (!names.includes(name)) throw new Error(`${name} is not a scheduled job`);
    return underWay.get(name) ?? begin(name);
  };

  return {
    names,
    run,
    snapshot: () =>
      Object.entries(intervals).map(([name, intervalMs]) => ({
        name,
        everySeconds: intervalMs / 1_000,
        ...(ended.get(name) ?? { runs: 0 }),
      })),
    start() {
      for (const [name, intervalMs] of Object.entries(intervals)) {
        // How a run ended is in the logs and in the statistics of its function.
        const begin = () => run(name).catch(() => undefined);
        timers.push(setInterval(begin, intervalMs).unref());
      }
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
      stopped.abort();
    },
  };
};
