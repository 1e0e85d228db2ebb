import type { CloudWatchLogsEvent } from 'aws-lambda';
import { schedules } from '../../../lib/contract/schedules.ts';
import { type RedrivenConsumer, redrivenConsumers } from '../../../lib/metrics/redrive-batches.ts';
import { createFailureBucket } from '../world/failure-bucket.ts';
import { createLogSubscription, type LogSubscription } from '../world/log-subscription.ts';
import type { World } from '../world/world.ts';

export interface LogReadersOptions {
  /** Has a function handle a batch; resolves to whether it succeeded. */
  readonly read: (consumer: RedrivenConsumer, event: CloudWatchLogsEvent) => Promise<boolean>;
  /** Runs the job that processes the batches in the failure bucket. */
  readonly redrive: () => Promise<unknown>;
}

/** The logs of functions and gateway, the functions that read them, and the bucket of the batches that those gave up. */
export const createLogReaders = (world: World, { read, redrive }: LogReadersOptions) => {
  let willRedrive = false;
  /** The job runs on a schedule; here, only while it has something to do. */
  const redriveLater = () => {
    if (willRedrive) return;
    willRedrive = true;
    world.time.after(schedules['redrive-batches'].everyMinutes * 60_000, async () => {
      await redrive();
      willRedrive = false;
      if (!bucket.isEmpty()) redriveLater();
    });
  };
  const bucket = createFailureBucket(world.time, redriveLater);
  const logs = Object.fromEntries(
    redrivenConsumers.map((consumer) => [
      consumer,
      createLogSubscription(world, { consumer, invoke: (event) => read(consumer, event), bucket }),
    ]),
  ) as Record<RedrivenConsumer, LogSubscription>;
  const all = Object.values(logs);
  return {
    /** Log of the functions. */
    ofFunctions: logs['aggregate-metrics'],
    /** Access log. */
    ofGateway: logs['judge-unanswered'],
    givenUpBatches: bucket.batches,
    repeatSome: () => {
      for (const log of all) log.repeatSome();
    },
    readAll: () => all.flatMap((log) => log.readAll()),
    isIdle: () => bucket.isEmpty() && all.every((log) => log.isIdle()),
  };
};

export type LogReaders = ReturnType<typeof createLogReaders>;
