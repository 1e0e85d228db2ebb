import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { ConsumerId } from '../../../lib/contract/consumers.ts';
import type { FunctionId } from '../../../lib/contract/function-ids.ts';
import type { RouteId } from '../../../lib/contract/routes.ts';
import type { ScheduleId } from '../../../lib/contract/service.ts';
import { environmentVariables as names } from '../../../lib/contract/service.ts';
import {
  eventsTable,
  metricsTable,
  ordersTable,
  type TableDefinition,
} from '../../../lib/contract/tables.ts';
import type { ApiGatewayEvent } from '../../../lib/middleware/api/api-event.ts';
import type { ApiResponse } from '../../../lib/platform/response.ts';
import { awsAccount } from '../../../tools/local-cloud/aws-account.ts';
import { openDatabase } from '../../../tools/local-cloud/dynamodb/database.ts';
import { databaseStrictness, defaultStrictness } from '../../../tools/local-cloud/strictness.ts';
import { launched, projectFile, projectRoot } from '../../../tools/project.ts';
import { aFunctionEnvironment } from '../../builders/a-function-environment.ts';
import { startScriptedServer } from '../dynamodb/scripted-server.ts';

export interface Invoke {
  readonly functionId: FunctionId;
  readonly event: unknown;
  readonly remainingMs: number;
}

/** A server that has every event bus that it is asked about, and takes every event. */
const startEventBus = async () => {
  const entries: PutEventsRequestEntry[] = [];
  const server = await startScriptedServer(async (request, response) => {
    const { Entries = [] } = (await json(request)) as { readonly Entries?: PutEventsRequestEntry[] };
    entries.push(...Entries);
    const answer = {
      Name: 'orders',
      FailedEntryCount: 0,
      Entries: Entries.map((_, index) => ({ EventId: `event-${entries.length}-${index}` })),
    };
    response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  });
  return { ...server, entries };
};

/** Functions of another tree, which share the database and the event bus of functions that run. */
export interface OtherTree {
  readonly root: string;
  readonly beside: { readonly databaseEndpoint: string; readonly busEndpoint: string };
}

const functionHost = 'test/harness/functions/function-host.ts';

const startServices = async (tables: Readonly<Record<string, TableDefinition>>) => {
  const database = await openDatabase({ tables, ...databaseStrictness(defaultStrictness), onLoss: () => {} });
  const eventBus = await startEventBus();
  return {
    databaseEndpoint: database.endpoint,
    busEndpoint: eventBus.endpoint,
    published: eventBus.entries,
    stop: () => Promise.all([database.stop(), eventBus.stop()]),
  };
};

/**
 * The functions as they are deployed, in a process of their own, with an embedded DynamoDB.
 * @param overrides environment variables beside or instead of the usual ones; `undefined` leaves one out.
 * @param other functions of another tree instead of this one's.
 */
export const startFunctions = async (
  overrides: Readonly<Record<string, string | undefined>> = {},
  other?: OtherTree,
) => {
  const environment = aFunctionEnvironment();
  const tables = {
    [environment[names.ordersTableName] ?? '']: ordersTable,
    [environment[names.eventsTableName] ?? '']: eventsTable,
    [environment[names.metricsTableName] ?? '']: metricsTable,
  };
  const services = other ? undefined : await startServices(tables);
  const { databaseEndpoint, busEndpoint } = services ?? (other as OtherTree).beside;
  // Each test has a tree of its own, so no other test can use its compiled code.
  const [program, ...parameters] = other
    ? [projectFile(functionHost), other.root]
    : [...launched(functionHost), projectRoot];
  const host = fork(program, parameters, {
    env: {
      ...environment,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_ACCESS_KEY_ID: awsAccount.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: awsAccount.credentials.secretAccessKey,
      [names.dynamodbEndpoint]: databaseEndpoint,
      [names.eventbridgeEndpoint]: busEndpoint,
      ...overrides,
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const collect = async (stream: Readable | null) => {
    if (stream) for await (const text of stream.setEncoding('utf8')) output += text;
  };
  const ended = Promise.all([once(host, 'exit'), collect(host.stdout), collect(host.stderr)]);
  const ask = async (invocation: Invoke): Promise<unknown> => {
    host.send(invocation);
    const lost = ended.then(() => {
      throw new Error(`the functions ended: ${output}`);
    });
    const [response] = await Promise.race([once(host, 'message'), lost]);
    return response;
  };
  return {
    /** Address of the DynamoDB that the functions use. */
    databaseEndpoint,
    busEndpoint,
    /** Events that were published on the bus. */
    published: services?.published ?? [],
    invoke: async (routeId: RouteId, event: ApiGatewayEvent, remainingMs = 10_000) =>
      (await ask({ functionId: routeId, event, remainingMs })) as ApiResponse,
    /** Invokes a function with the event of its trigger. */
    consume: (functionId: ConsumerId, event: unknown) => ask({ functionId, event, remainingMs: 20_000 }),
    /** Runs a scheduled function, and waits for its end. */
    async run(functionId: ScheduleId): Promise<void> {
      await ask({ functionId, event: { source: 'schedule' }, remainingMs: 10_000 });
    },
    /** Stops everything. Returns the lines that the functions printed. */
    async stop(): Promise<string[]> {
      if (host.connected) host.disconnect();
      await ended;
      await services?.stop();
      return output.split('\n').filter((line) => line !== '');
    },
  };
};

export type RunningFunctions = Awaited<ReturnType<typeof startFunctions>>;
