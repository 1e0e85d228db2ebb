import { join } from 'node:path';
import type { Consumer } from '../consumers/consumer.ts';
import { createConsumers } from '../consumers/consumer-set.ts';
import { createFailedDeliveries, type FailedDeliveries } from '../consumers/failed-deliveries.ts';
import { createFailureBucketApi } from '../consumers/failure-bucket-api.ts';
import type { Deployment } from '../deployment.ts';
import { type BusJournal, createBusJournal } from '../event-bus/bus-journal.ts';
import type { DeliveredEvent } from '../event-bus/delivered-event.ts';
import { createEventBus, type EventBus } from '../event-bus/event-bus.ts';
import { createEventBusApi } from '../event-bus/event-bus-api.ts';
import { createFaultInjection, type FaultInjection } from '../faults/fault-injection.ts';
import type { FaultSettings } from '../faults/fault-settings.ts';
import type { RequestHandler } from '../http/exchange.ts';
import type { AccessControl } from '../iam/access-control.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { Measurements } from '../measurements/measure.ts';
import type { Pace } from '../pace.ts';
import { createQueues, type QueueSet, queueNamed } from '../queues/queue-set.ts';
import { openCheckpoints } from '../streams/checkpoints.ts';
import { createStreamApi } from '../streams/stream-api.ts';
import { createTableWrites, type TableWrites } from '../streams/table-writes.ts';

export interface EventPathOptions {
  readonly deployment: Deployment;
  readonly accessControl: AccessControl;
  readonly faults?: FaultSettings;
  /** Told when other faults are switched on. */
  readonly onFaults?: () => void;
  readonly pace: Pace;
  /** Told of each event that the bus accepts. */
  readonly onEvent?: (event: DeliveredEvent) => void;
  /** Told of the body of each dead letter. */
  readonly onDeadLetter?: (body: string) => void;
  /** Told of each batch that is given up. */
  readonly onGivenUp?: Measurements['batchGivenUp'];
  readonly onStreamRead?: Measurements['streamRead'];
  /** Where state is kept from one run to the next; without it, in memory. */
  readonly stateDirectory?: string;
  readonly print: (text: string) => void;
}

/** Services that the event path connects: database, functions and logs. */
export interface EventPathEnds {
  /** Of the database without its restrictions. */
  readonly streamsEndpoint: string;
  readonly lambda: LambdaService;
  readonly logs: LogStore;
}

/** All that happens behind the API: stream, bus, queues and log pipeline. */
export interface EventPath {
  /** Speaks EventBridge's protocol. */
  readonly busApi: RequestHandler;
  readonly bus: EventBus;
  /** Speaks S3's protocol. */
  readonly failureBucketApi: RequestHandler;
  readonly journal: BusJournal;
  readonly queues: QueueSet;
  readonly failures: FailedDeliveries;
  readonly faults: FaultInjection;
  /** Told of the requests of functions to the database. */
  readonly databaseAnswered: TableWrites['called'];
  /** @throws {CommandError} for a trigger that the local cloud does not understand. */
  connect(ends: EventPathEnds): Promise<Consumer>;
}

/** @throws {CommandError} for a rule that the local cloud does not understand. */
export const createEventPath = (options: EventPathOptions): EventPath => {
  const { deployment, pace, stateDirectory, print } = options;
  const faults = createFaultInjection(options.faults, options.onFaults);
  const failures = createFailedDeliveries(Date.now, print, options.onGivenUp);
  const tableWrites = createTableWrites();
  const journal = createBusJournal(options.onEvent && { onAppend: options.onEvent });
  const queues = createQueues(deployment.queues, Date.now, print, options.onDeadLetter);
  // A rule without its queue is found now, not by the first event.
  for (const { queue } of Object.values(deployment.rules)) queueNamed(queues, queue);
  const bus = createEventBus({
    name: deployment.resources.eventBus,
    rules: deployment.rules,
    send: (queue, body) => queueNamed(queues, queue).send(body),
    journal,
    ...(options.onDeadLetter && { onUndelivered: options.onDeadLetter }),
    faults,
  });
  return {
    busApi: createEventBusApi(bus, { accessControl: options.accessControl, faults }),
    bus,
    failureBucketApi: createFailureBucketApi({
      bucketName: deployment.resources.failureBucket,
      grantedPrefix: deployment.failureKeys,
      failures,
      accessControl: options.accessControl,
    }),
    journal,
    queues,
    failures,
    faults,
    databaseAnswered: tableWrites.called,
    async connect({ streamsEndpoint, lambda, logs }) {
      const checkpoints = await openCheckpoints(
        stateDirectory === undefined ? undefined : join(stateDirectory, 'stream-checkpoints.json'),
      );
      const consumers = createConsumers(deployment.consumers, {
        resources: deployment.resources,
        lambda,
        streamApi: createStreamApi(streamsEndpoint),
        tableWrites,
        checkpoints,
        queues,
        logs,
        failures,
        faults,
        pace,
        ...(options.onStreamRead && { onStreamRead: options.onStreamRead }),
        now: Date.now,
        print,
      });
      return {
        start: consumers.start,
        async stop() {
          bus.close();
          await consumers.stop();
        },
      };
    },
  };
};
