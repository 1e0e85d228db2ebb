import inspector from 'node:inspector';
import { projectRoot } from '../project.ts';
import { createApi } from './composition/api.ts';
import {
  awsIntegrationTimeoutMs,
  defaultMaxEnvironments,
  type LocalCloudOptions,
} from './composition/cloud-options.ts';
import { startCloudServices } from './composition/cloud-services.ts';
import { deployFunctions } from './composition/deploy-functions.ts';
import { createEventPath } from './composition/event-path.ts';
import { createLocalApi } from './composition/local-api.ts';
import { createObservation } from './composition/observation.ts';
import { isLocalEndpoint } from './endpoints/local-endpoints.ts';
import type { RequestHandler } from './http/exchange.ts';
import { listen } from './http/listen.ts';
import { type AccessControl, createAccessControl } from './iam/access-control.ts';
import { grantsOf } from './iam/grants.ts';
import { createTokenIssuer, type TokenIssuer, tokenUrlOf } from './identity/token-issuer.ts';
import { originOf } from './journal/origin-of.ts';
import type { LambdaService } from './lambda/lambda-service.ts';
import { atMost } from './lifecycle/bounded-wait.ts';
import { createTeardown, type Teardown } from './lifecycle/teardown.ts';
import type { LogStore } from './logs/log-store.ts';
import { paces } from './pace.ts';
import type { PaymentSimulator } from './payments/payment-simulator.ts';
import { scheduleIntervals } from './schedules/schedule-intervals.ts';
import { createScheduleRunner } from './schedules/schedule-runner.ts';
import { openStateDirectory } from './state/state-directory.ts';
import { defaultStrictness, iamModeOf, isFreezing } from './strictness.ts';

/** A cloud of one service on one machine. */
export interface LocalCloud {
  readonly url: string;
  readonly issuer: TokenIssuer;
  readonly logs: LogStore;
  readonly lambda: LambdaService;
  readonly payments: PaymentSimulator;
  readonly dynamodbEndpoint: string;
  /** The permissions that the functions have used so far. */
  readonly usedGrants: AccessControl['usedGrants'];
  /** Serves what is in flight, then stops everything. */
  close(): Promise<void>;
}

const start = async (options: LocalCloudOptions, teardown: Teardown): Promise<LocalCloud> => {
  const {
    deployment,
    stateDirectory,
    dynamodbEndpoint,
    strictness,
    maxEnvironments = defaultMaxEnvironments,
    integrationTimeoutMs = awsIntegrationTimeoutMs,
    drainMs = 10_000,
    watch = true,
    print = () => {},
    color = false,
  } = options;
  // Requests that come while everything else starts wait for it.
  const handler = Promise.withResolvers<RequestHandler>();
  const server = await listen(
    async (exchange) => (await handler.promise)(exchange),
    options.port,
    options.host,
  );
  teardown.add(() => server.close(0));
  if (stateDirectory !== undefined) teardown.add(await openStateDirectory(stateDirectory));

  const asked = { ...defaultStrictness, ...strictness };
  const strict = { ...asked, iam: iamModeOf(asked, dynamodbEndpoint, print) };
  const accessControl = createAccessControl({ grants: grantsOf(deployment), mode: strict.iam, print });
  const pace = { ...paces.local, ...options.pace };
  const observation = createObservation(Date.now, deployment);
  const { logs, invocations } = observation;
  const path = createEventPath({
    deployment,
    pace,
    accessControl,
    print,
    onEvent: observation.eventAccepted,
    onDeadLetter: observation.letterBuried,
    onGivenUp: observation.measurements.batchGivenUp,
    onStreamRead: observation.measurements.streamRead,
    onFaults: observation.faultsChanged,
    ...(options.faults !== undefined && { faults: options.faults }),
    ...(stateDirectory !== undefined && { stateDirectory }),
  });
  let lambda: LambdaService | undefined;
  const services = await startCloudServices(
    {
      deployment,
      projectRoot,
      watch,
      strictness: strict,
      accessControl,
      eventBus: path.busApi,
      failureBucket: path.failureBucketApi,
      apiUrl: server.url,
      faults: path.faults,
      ...(stateDirectory !== undefined && { stateDirectory }),
      ...(dynamodbEndpoint !== undefined && { dynamodbEndpoint }),
      onDatabaseCall(traceHeader, call) {
        observation.databaseCalled(traceHeader, call);
        path.databaseAnswered(call);
      },
      onPaymentCall: observation.paymentsCalled,
      onPaymentOutage: observation.faultsChanged,
      onReload: (names) => names.map((name) => lambda?.reload(name)),
      print,
      color,
    },
    teardown,
  );
  const issuerUrl = `${server.url}/local/issuer`;
  const running = invocations.watch(
    deployFunctions(deployment, services, logs, {
      maxEnvironments,
      iam: strict.iam,
      api: { url: server.url, tokenUrl: tokenUrlOf(issuerUrl) },
      freezing: isFreezing(strict, inspector.url(), print),
      strikes: path.faults.functions,
    }),
    (functionName) => originOf(deployment, functionName),
  );
  lambda = running;
  teardown.add(() => running.close());
  const consumers = await path.connect({
    streamsEndpoint: services.database.streamsEndpoint,
    lambda: running,
    logs,
  });
  teardown.add(() => atMost(drainMs, consumers.stop()));

  const issuer = createTokenIssuer(issuerUrl, deployment.tokens, services.signingKey, Date.now);
  let seeded = false;
  const servesRequests = (name: string) =>
    name in deployment.routes || name === deployment.defaultRoute?.functionName;
  const api = createApi(
    {
      deployment,
      issuer,
      invoke: running.invoke,
      integrationTimeoutMs,
      observation,
      servesRequests,
      print: (text) => seeded && print(text),
      color,
    },
    teardown,
  );
  const schedules = createScheduleRunner({
    intervals: scheduleIntervals(deployment.schedules, pace.scheduleSeconds),
    invoke: running.invoke,
    now: Date.now,
  });
  teardown.add(async () => schedules.stop());
  const local = createLocalApi({
    deployment,
    url: server.url,
    issuer,
    observation,
    lambda: running,
    services,
    path,
    schedules,
    servesRequests,
  });
  handler.resolve((exchange) => (isLocalEndpoint(exchange.request.url) ? local : api)(exchange));

  try {
    await deployment.seed({
      url: server.url,
      token: async (scope) => (await issuer.issue({ sub: 'seed', scope })).access_token,
      mayHoldData: stateDirectory !== undefined || dynamodbEndpoint !== undefined,
    });
  } catch (error) {
    print(`Failed to store the initial data: ${error instanceof Error ? error.message : error}`);
  }
  seeded = true;
  consumers.start();
  schedules.start();
  return {
    url: server.url,
    issuer,
    logs,
    lambda: running,
    payments: services.payments,
    dynamodbEndpoint: services.database.endpoint,
    usedGrants: accessControl.usedGrants,
    async close() {
      await server.close(drainMs);
      await teardown.run();
    },
  };
};

/**
 * Starts the local cloud and puts the first data in.
 * @throws {CommandError} when the developer has to do something first.
 */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const teardown = createTeardown();
  try {
    return await start(options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
};
