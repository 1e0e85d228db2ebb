import type { Deployment } from './deployment.ts';
import type { Pace } from './pace.ts';

/** Periods and waiting times of a deployment, for people, by what they are. */
export type Delays = Readonly<Record<string, string>>;

const inSeconds = (...durationsMs: readonly number[]): string =>
  [...new Set(durationsMs)].map((duration) => `${duration / 1_000} s`).join(' to ');

const range = ({ least, most }: { readonly least: number; readonly most: number }) => inSeconds(least, most);

/** Every period and waiting time that depends on the pace, or that the deployment shortens. */
export const delaysOf = ({ schedules, queues, consumers, delays }: Deployment, pace: Pace): Delays => {
  const intervals = new Set(Object.values(schedules).map(({ everyMinutes }) => everyMinutes));
  const visibilityTimeouts = Object.entries(queues).map(
    ([name, { visibilityTimeoutSeconds }]) => [name, visibilityTimeoutSeconds * 1_000] as const,
  );
  const batchWindows = Object.entries(consumers).flatMap(([name, { trigger }]) =>
    trigger.kind !== 'logs' && trigger.batchWindowSeconds > 0
      ? [[name, trigger.batchWindowSeconds * 1_000] as const]
      : [],
  );
  return Object.fromEntries([
    ...[...intervals].map((minutes) => [
      `period of jobs that run every ${minutes} min`,
      inSeconds(minutes * pace.scheduleSeconds * 1_000),
    ]),
    ...visibilityTimeouts.map(([name, timeoutMs]) => [
      `return of a failed message to queue ${name}`,
      inSeconds(pace.queueRetryMs === 'visibility-timeout' ? timeoutMs : pace.queueRetryMs),
    ]),
    ...batchWindows.map(([name, windowMs]) => [
      `collection of a batch of ${name}`,
      inSeconds(windowMs * pace.batchWindows),
    ]),
    ...Object.entries(delays ?? {}).map(([what, seconds]) => [what, inSeconds(seconds * 1_000)]),
    ['retry of a failed batch of a stream', range(pace.streamRetryMs)],
    ['time between two reads of a stream', range(pace.streamPollMs)],
    ['retry of a failed batch of log lines', inSeconds(pace.logRetryMs, 2 * pace.logRetryMs)],
    ['collection of log lines', inSeconds(pace.logCollectMs)],
  ]);
};

export interface DelayDifference {
  readonly what: string;
  readonly here: string;
  readonly deployed: string;
}

/** The delays that are not those of the deployment. */
export const delayDifferences = (here: Delays, deployed: Delays): readonly DelayDifference[] =>
  Object.entries(here).flatMap(([what, delay]) => {
    const { [what]: other } = deployed;
    return other === undefined || other === delay ? [] : [{ what, here: delay, deployed: other }];
  });
