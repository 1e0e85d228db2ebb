import { readTokenSettings } from '../../../lib/contract/token-settings.ts';
import type { WithDeadline } from '../../../lib/middleware/background.ts';
import { isAwsOutage, isRetryableAwsFailure } from '../../../lib/platform/aws/aws-failure.ts';
import { createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { withDeadline } from '../../../lib/platform/resilience/deadline.ts';
import {
  createDependencyPolicy,
  type DependencyPolicyOptions,
} from '../../../lib/platform/resilience/dependency-policy.ts';
import type { DrainSettings } from '../../../lib/platform/resilience/drain-backlog.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import type { ApiResponse } from '../../../lib/platform/response.ts';
import type { ApiCall } from '../history/api-request.ts';
import { type SimulatedDatabase, tableNames } from '../world/database.ts';
import type { SimulatedBus } from '../world/event-bus.ts';
import type { ExecutionEnvironment } from '../world/execution-environment.ts';
import type { SimulatedGateway } from '../world/payment-gateway.ts';
import type { World } from '../world/world.ts';
import type { LogReaders } from './log-readers.ts';
import { createCountingMetrics, silentMetrics, storyLogger } from './silent-telemetry.ts';

/** The services that a simulated stage runs on. */
export interface Cloud {
  readonly database: SimulatedDatabase;
  readonly bus: SimulatedBus;
  readonly gateway: SimulatedGateway;
  readonly logs: LogReaders;
  /** The answer of the stage’s own API; `undefined` when none comes. */
  readonly ask: (call: ApiCall) => Promise<ApiResponse | undefined>;
  /** How the job said that its synthetic orders ended. */
  readonly syntheticOutcomes: ('completed' | 'failed')[];
}

/** Settings of a simulated stage. */
export interface StageSettings {
  readonly paymentWindowMs: number;
  readonly unpaidOrdersLimit: number;
  readonly paymentTriesPerHour: number;
  readonly placesSyntheticOrders: boolean;
  readonly sendsCanaries: boolean;
  /** Whether the functions print metrics, which are aggregated. */
  readonly countsMetrics: boolean;
}

/** Kept back from a function’s timeout, in milliseconds; as in lib/composition/platform.ts. */
const reserveMs = 500;

const tokenSettings = readTokenSettings({});

/** Parts that all functions of one execution environment share, as in lib/composition. */
export const composePlatform = (
  world: World,
  cloud: Cloud,
  environment: ExecutionEnvironment,
  settings: StageSettings,
) => {
  const { clock, scheduler, name } = environment;
  const draws = world.draws.fork(name);
  const random = draws.number;
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${name}-${ids}`.replaceAll(/[^A-Za-z0-9_-]/g, '-');
  };
  const logger = storyLogger(world, name, cloud.logs.ofFunctions);
  const metrics = settings.countsMetrics ? createCountingMetrics(environment) : silentMetrics;
  const retryOnConflict = createRetryOnConflict({ scheduler, random });
  const policy = (options: DependencyPolicyOptions) =>
    createDependencyPolicy({ ...options, scheduler, random });
  const guardedClient = () =>
    createDynamoClient(
      cloud.database.clientOf(environment),
      policy({
        name: 'dynamodb',
        isFailure: isAwsOutage,
        isRetryable: isRetryableAwsFailure,
        tryTimeoutMs: 2_500,
        circuit: { openMs: 5_000 },
      }),
      { retry: retryOnConflict, onConflict: () => {} },
    );
  const client = guardedClient();
  const drain = (concurrency: number): DrainSettings => ({
    clock,
    concurrency,
    reserveMs: 10_000,
    onOldestDue: () => {},
  });
  const inTime: WithDeadline = (remainingMs, work) =>
    withDeadline({ remainingMs, reserveMs, scheduler }, work);
  return {
    environment,
    cloud,
    settings,
    clock,
    scheduler,
    random,
    newId,
    logger,
    metrics,
    retryOnConflict,
    policy,
    drain,
    client,
    optionalClient: guardedClient(),
    ordersTable: { client, tableName: tableNames.orders },
    pipeline: {
      logger,
      metrics,
      now: clock,
      newCorrelationId: newId,
      tokenSettings,
      withDeadline: inTime,
    },
  };
};

export type Platform = ReturnType<typeof composePlatform>;
