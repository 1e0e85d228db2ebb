import { canaryDetailType } from '../../../lib/contract/events/bus-event.ts';
import { routes } from '../../../lib/contract/routes.ts';
import { schedules } from '../../../lib/contract/schedules.ts';
import { webhookSignatureHeader } from '../../../lib/contract/webhooks.ts';
import type { ApiGatewayEvent } from '../../../lib/middleware/api/api-event.ts';
import type { ApiResponse } from '../../../lib/platform/response.ts';
import { apiEvent } from '../history/api-request.ts';
import { createSimulatedDatabase } from '../world/database.ts';
import { createSimulatedBus } from '../world/event-bus.ts';
import { createEventStream } from '../world/event-stream.ts';
import { createMessageQueue } from '../world/message-queue.ts';
import { createSimulatedGateway } from '../world/payment-gateway.ts';
import { type AcceptedWebhook, createWebhooks } from '../world/webhooks.ts';
import type { World } from '../world/world.ts';
import type { ApiFunctionId } from './api-function-id.ts';
import { createApiGateway, type ServedRequest } from './api-gateway.ts';
import { composeErasure } from './compose-erasure.ts';
import { composeRedrive } from './compose-metrics.ts';
import type { Cloud, StageSettings } from './compose-platform.ts';
import { type JobId, jobIds } from './functions.ts';
import { createLambda } from './lambda.ts';
import { createLogReaders } from './log-readers.ts';

/** A deployed service in a simulated world. */
export interface Stage extends Cloud {
  readonly settings: StageSettings;
  /** The answer to a request; `undefined` when the environment died before it answered. */
  request(id: ApiFunctionId, event: ApiGatewayEvent): Promise<ApiResponse | undefined>;
  /** Starts the scheduled jobs of every minute. */
  startJobs(): void;
  stopJobs(): void;
  /** Has an operator erase a customer. @returns whether nothing is kept of the customer any more. */
  erase(customerId: string): Promise<boolean>;
  /** Runs the job that folds the counts of idle environments. */
  foldEnvironments(): Promise<void>;
  /** Has an operator process every line of the logs. */
  redriveLogs(): Promise<void>;
  /** Every request that reached the API. */
  readonly requests: readonly ServedRequest[];
  /** Invocations that came to their end. */
  readonly endedInvocations: ReadonlySet<string>;
  /** Messages that the consumer could not handle. */
  readonly deadLetters: readonly string[];
  /** Webhooks that were answered with a success. */
  readonly acceptedWebhooks: readonly AcceptedWebhook[];
  /** Whether stream, queue, webhooks and logs have nothing left. */
  isIdle(): boolean;
}

const intervalMsOf = (id: JobId): number => schedules[id].everyMinutes * 60_000;

/** A webhook as API Gateway hands it to its function, in payload format 2.0. */
const webhookRequest = (body: string, signature: string): ApiGatewayEvent => {
  const { method, path } = routes['stripe-webhook'];
  const event = {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', [webhookSignatureHeader.toLowerCase()]: signature },
    requestContext: { http: { method, path }, routeKey: `${method} ${path}` },
    body,
    isBase64Encoded: false,
  };
  // The function reads nothing else of an event.
  return event as unknown as ApiGatewayEvent;
};

export const createStage = (world: World, settings: StageSettings): Stage => {
  const { time, draws } = world;
  const { invoke, start, ended } = createLambda(world, () => cloud, settings);
  const logs = createLogReaders(world, {
    read: async (consumer, event) => (await invoke(consumer, event)).succeeds,
    redrive: () => invoke('redrive-batches', undefined),
  });
  const api = createApiGateway(world, {
    invoke,
    log: settings.countsMetrics ? logs.ofGateway : undefined,
  });

  const erase = (customerId: string) =>
    new Promise<boolean>((resolve) => {
      const platform = start();
      const { environment } = platform;
      environment.onDeath(() => resolve(false));
      world.note(environment.name, `erases ${customerId}`);
      composeErasure(platform)(customerId).then(
        () => resolve(true),
        (error: Error) => {
          world.note(environment.name, `fails: ${error.message}`);
          // The answer to the last write of an earlier run was lost.
          resolve(error.message.startsWith('Nothing is kept'));
        },
      );
    });

  const queue = createMessageQueue(
    world,
    'order-summary',
    async (event) => (await invoke('summarize-orders', event)).result,
  );
  const canaries = createMessageQueue(
    world,
    'delivery-canary',
    async (event) => (await invoke('receive-canary', event)).result,
  );
  const deliver = (type: string, body: string) => (type === canaryDetailType ? canaries : queue).send(body);
  const stream = createEventStream(world, async (event) => (await invoke('relay-events', event)).result);
  const webhooks = createWebhooks(
    world,
    async (body, signature) =>
      (await api.request('stripe-webhook', webhookRequest(body, signature)))?.statusCode,
  );
  const cloud: Cloud = {
    logs,
    database: createSimulatedDatabase(world, stream.take),
    bus: createSimulatedBus(world, deliver),
    gateway: createSimulatedGateway(world, webhooks.send),
    syntheticOutcomes: [],
    async ask(call) {
      const answer = await api.request(call.routeId, apiEvent(call));
      return world.strikes('answerLost', `synthetic ${call.routeId}`) ? undefined : answer;
    },
  };

  const isWanted = {
    ...(Object.fromEntries(jobIds.map((id) => [id, true])) as Record<JobId, boolean>),
    'place-synthetic-order': settings.placesSyntheticOrders,
    'send-canary': settings.sendsCanaries,
  };
  let areJobsStopped = false;
  const runJob = (id: JobId) => {
    if (areJobsStopped) return;
    void invoke(id, undefined);
    time.after(intervalMsOf(id), () => runJob(id));
  };

  return {
    ...cloud,
    settings,
    request: api.request,
    requests: api.requests,
    endedInvocations: ended,
    erase,
    startJobs() {
      for (const id of jobIds) {
        if (!isWanted[id]) continue;
        time.after(draws.between(0, intervalMsOf(id)), () => runJob(id));
      }
    },
    stopJobs() {
      areJobsStopped = true;
    },
    async foldEnvironments() {
      await invoke('fold-environments', undefined);
    },
    redriveLogs: () => composeRedrive(start())(logs.readAll()),
    deadLetters: queue.deadLetters,
    acceptedWebhooks: webhooks.accepted,
    isIdle: () => stream.isIdle() && queue.isIdle() && webhooks.isIdle() && logs.isIdle(),
  };
};
