import type { Context } from 'aws-lambda';
import { routes } from '../../../lib/contract/routes.ts';
import { schedules } from '../../../lib/contract/schedules.ts';
import { webhookSignatureHeader } from '../../../lib/contract/webhooks.ts';
import type { ApiGatewayEvent } from '../../../lib/middleware/api/api-event.ts';
import type { ApiResponse } from '../../../lib/platform/response.ts';
import { apiEvent } from '../history/api-request.ts';
import { createSimulatedDatabase } from '../world/database.ts';
import { createSimulatedBus } from '../world/event-bus.ts';
import { createEventStream } from '../world/event-stream.ts';
import { createExecutionEnvironment, type ExecutionEnvironment } from '../world/execution-environment.ts';
import { createLogSubscription, type LogSubscription } from '../world/log-subscription.ts';
import { createMessageQueue } from '../world/message-queue.ts';
import { createSimulatedGateway } from '../world/payment-gateway.ts';
import { type AcceptedWebhook, createWebhooks } from '../world/webhooks.ts';
import type { World } from '../world/world.ts';
import type { ApiFunctionId } from './api-function-id.ts';
import { composeErasure } from './compose-erasure.ts';
import { type Cloud, composePlatform, type StageSettings } from './compose-platform.ts';
import {
  composeFunction,
  type FunctionId,
  type JobId,
  jobIds,
  type SimulatedFunctions,
  timeoutMsOf,
} from './functions.ts';

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
  /** Messages that the consumer could not handle. */
  readonly deadLetters: readonly string[];
  /** Webhooks that were answered with a success. */
  readonly acceptedWebhooks: readonly AcceptedWebhook[];
  /** Whether stream, queue, webhooks and logs have nothing left. */
  isIdle(): boolean;
}

interface WarmEnvironment<I extends FunctionId> {
  readonly environment: ExecutionEnvironment;
  readonly handler: SimulatedFunctions[I];
}

/** An invocation may start a new environment although another one is free. */
const coldStartShare = 0.15;
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
  const idle: { [I in FunctionId]?: WarmEnvironment<I>[] } = {};
  let environments = 0;

  const start = <I extends FunctionId>(id: I): WarmEnvironment<I> => {
    environments += 1;
    const environment = createExecutionEnvironment(world, `${id}#${environments}`);
    return {
      environment,
      handler: composeFunction(id, composePlatform(world, cloud, environment, settings)),
    };
  };

  const freeOf = <I extends FunctionId>(id: I): WarmEnvironment<I>[] =>
    (idle[id] ?? []).filter(({ environment }) => environment.isAlive());

  const acquire = <I extends FunctionId>(id: I): WarmEnvironment<I> => {
    const free = freeOf(id);
    const [warm] = draws.chance(coldStartShare) ? [] : free;
    idle[id] = free.filter((each) => each !== warm) as (typeof idle)[I];
    warm?.environment.thaw();
    return warm ?? start(id);
  };

  /** @returns `undefined` when the invocation failed or its environment died. */
  const invoke = <I extends FunctionId, R>(
    id: I,
    run: (handler: SimulatedFunctions[I], context: Context) => Promise<R>,
  ) =>
    new Promise<R | undefined>((resolve) => {
      const warm = acquire(id);
      const { environment } = warm;
      const endsAt = time.now() + timeoutMsOf(id);
      const stopClock = time.after(timeoutMsOf(id), environment.kill);
      environment.onDeath(() => {
        stopClock();
        resolve(undefined);
      });
      const finish = (result: R | undefined) => {
        if (!environment.isAlive()) return;
        stopClock();
        environment.freeze();
        idle[id] = [...freeOf(id), warm] as (typeof idle)[I];
        resolve(result);
      };
      const context = {
        functionName: id,
        awsRequestId: `${environment.name}@${time.now()}`,
        getRemainingTimeInMillis: () => endsAt - time.now(),
      } as Context;
      run(warm.handler, context).then(finish, (error: unknown) => {
        world.note(environment.name, `fails: ${error instanceof Error ? error.message : String(error)}`);
        finish(undefined);
      });
    });

  const request: Stage['request'] = (id, event) => invoke(id, (handler, context) => handler(event, context));

  const erase = (customerId: string) =>
    new Promise<boolean>((resolve) => {
      environments += 1;
      const environment = createExecutionEnvironment(world, `operator#${environments}`);
      environment.onDeath(() => resolve(false));
      world.note(environment.name, `erases ${customerId}`);
      const eraseCustomer = composeErasure(composePlatform(world, cloud, environment, settings));
      eraseCustomer(customerId).then(
        () => resolve(true),
        (error: Error) => {
          world.note(environment.name, `fails: ${error.message}`);
          // The answer to the last write of an earlier run was lost.
          resolve(error.message.startsWith('Nothing is kept'));
        },
      );
    });

  const queue = createMessageQueue(world, (event) =>
    invoke('summarize-orders', (handler, context) => handler(event, context)),
  );
  const stream = createEventStream(world, (event) =>
    invoke('relay-events', (handler, context) => handler(event, context)),
  );
  const webhooks = createWebhooks(world, async (body, signature) => {
    const event = webhookRequest(body, signature);
    return (await invoke('stripe-webhook', (handler, context) => handler(event, context)))?.statusCode;
  });
  let willRedrive = false;
  const redrive = async () => {
    await invoke('redrive-batches', (handler, context) => handler(undefined, context));
    willRedrive = false;
    if (logs.hasGivenUp()) redriveLater();
  };
  /** The job runs on a schedule; here, only while it has something to do. */
  const redriveLater = () => {
    if (willRedrive) return;
    willRedrive = true;
    time.after(schedules['redrive-batches'].everyMinutes * 60_000, () => void redrive());
  };
  const logs: LogSubscription = createLogSubscription(
    world,
    async (event) => {
      let succeeds = false;
      await invoke('aggregate-metrics', async (handler, context) => {
        await handler(event, context);
        succeeds = true;
      });
      return succeeds;
    },
    redriveLater,
  );
  const cloud: Cloud = {
    logs,
    database: createSimulatedDatabase(world, stream.take),
    bus: createSimulatedBus(world, queue.send),
    gateway: createSimulatedGateway(world, webhooks.send),
    syntheticOutcomes: [],
    async ask(call) {
      const answer = await request(call.routeId, apiEvent(call));
      return world.strikes('answerLost', `synthetic ${call.routeId}`) ? undefined : answer;
    },
  };

  let areJobsStopped = false;
  const runJob = (id: JobId) => {
    if (areJobsStopped) return;
    void invoke(id, (handler, context) => handler(undefined, context));
    time.after(intervalMsOf(id), () => runJob(id));
  };

  return {
    ...cloud,
    settings,
    request,
    erase,
    startJobs() {
      for (const id of jobIds) {
        if (id === 'place-synthetic-order' && !settings.placesSyntheticOrders) continue;
        time.after(draws.between(0, intervalMsOf(id)), () => runJob(id));
      }
    },
    stopJobs() {
      areJobsStopped = true;
    },
    async foldEnvironments() {
      await invoke('fold-environments', (handler, context) => handler(undefined, context));
    },
    deadLetters: queue.deadLetters,
    acceptedWebhooks: webhooks.accepted,
    isIdle: () => stream.isIdle() && queue.isIdle() && webhooks.isIdle() && logs.isIdle(),
  };
};
