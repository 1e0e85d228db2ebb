import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { jsonOf } from '../../json-of.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { Exchange } from '../http/exchange.ts';
import type { HttpResponse } from '../http/http-response.ts';
import { type HttpServer, startHttpServer } from '../http/http-server.ts';
import type { AccessControl } from '../iam/access-control.ts';
import { dynamodbPermissions } from '../iam/dynamodb-permissions.ts';
import type { DatabaseCall } from '../journal/invocation-journal.ts';
import type { DatabaseConnection } from './database-connection.ts';
import { databaseUnreachable, injectedError, throttled } from './database-errors.ts';
import { type DatabaseLayer, type DatabaseRequest, inFrontOf } from './database-layer.ts';

export interface DatabaseProxyOptions {
  /** The database behind it; ends with the proxy. */
  readonly connection: DatabaseConnection;
  /** Refuses requests without permission; by default every request has all permissions. */
  readonly accessControl?: AccessControl;
  /** Told of each request that carries a trace header. */
  readonly onCall?: OnDatabaseCall | undefined;
  /** Whether a fault strikes a request that carries a trace header; none does by default. */
  readonly strikes?: FaultInjection['database'] | undefined;
  /** Behaviours of DynamoDB that the database lacks, the outermost first. */
  readonly layers?: readonly DatabaseLayer[];
}

/** @param traceHeader as AWS clients send it in a function. */
export type OnDatabaseCall = (traceHeader: string, call: DatabaseCall) => void;

/** Larger answers are not kept. */
const maxKeptAnswer = 16 * 1024;

/** More than the largest request that DynamoDB takes, 16 MB. */
const maxBodyBytes = 32 * 2 ** 20;

const operationOf = ({ headers }: IncomingMessage): string => {
  const [service, operation = ''] = String(headers['x-amz-target']).split('.');
  return service === 'DynamoDB_20120810' ? operation : '';
};

/** How much longer a request takes because of a fault. */
const faultDelayMs = 500;

const permissionsOf = ({ operation, content }: DatabaseRequest) => {
  try {
    return dynamodbPermissions(operation, content);
  } catch {
    // The database refuses a body that is not one of the operation.
    return [];
  }
};

/** Starts the restrictions of AWS in front of a database, at an address of its own. */
export const startDatabaseProxy = async ({
  connection,
  accessControl,
  onCall,
  strikes = () => false,
  layers = [],
}: DatabaseProxyOptions): Promise<HttpServer> => {
  const serve = async (
    request: IncomingMessage,
    body: Buffer,
    asked: DatabaseRequest,
  ): Promise<HttpResponse> => {
    const refusal = accessControl?.check(request.headers.authorization, permissionsOf(asked));
    if (refusal) return refusal;
    const ask = ({ content }: DatabaseRequest) =>
      connection.send(request, content === asked.content ? body : Buffer.from(JSON.stringify(content)));
    try {
      return await inFrontOf(ask, layers)(asked);
    } catch (error) {
      return databaseUnreachable(String(error));
    }
  };

  const struck = ({ content }: DatabaseRequest): HttpResponse | undefined => {
    if (strikes('error')) return injectedError();
    return strikes('throttle') ? throttled(content) : undefined;
  };

  const handle = async ({ request, readBody }: Exchange): Promise<HttpResponse> => {
    const body = await readBody(maxBodyBytes);
    if (body === undefined) return databaseUnreachable('the request is too large');
    const asked = { operation: operationOf(request), content: jsonOf(body.toString('utf8')) };
    const trace = request.headers['x-amzn-trace-id'];
    if (!onCall || typeof trace !== 'string') return serve(request, body, asked);
    const at = Date.now();
    const begun = performance.now();
    if (strikes('delay')) await pause(faultDelayMs);
    const { status, body: answer, ...rest } = struck(asked) ?? (await serve(request, body, asked));
    // A small buffer would keep the 64 KB alive that it is a part of.
    const kept = answer.length <= maxKeptAnswer && { answer: String(answer) };
    onCall(trace, { at, ms: performance.now() - begun, ...asked, status, ...kept });
    return { status, body: answer, ...rest };
  };

  const server = await startHttpServer(handle, 0);
  return {
    ...server,
    async close(graceMs) {
      await server.close(graceMs);
      connection.close();
    },
  };
};
