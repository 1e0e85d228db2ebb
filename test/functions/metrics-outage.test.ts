import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentVariables as names } from '../../lib/contract/service.ts';
import type { ApiResponse } from '../../lib/platform/response.ts';
import { aFunctionEnvironment } from '../builders/a-function-environment.ts';
import { anApiEvent, customerClaims } from '../builders/an-api-event.ts';
import { startScriptedServer } from '../harness/dynamodb/scripted-server.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';

const ordersTable = aFunctionEnvironment()[names.ordersTableName] ?? '';

/** A DynamoDB that has lost one table; the others are there, and empty. */
const startDatabaseWithout = (tableName: string) =>
  startScriptedServer(async (request, response) => {
    const { TableName } = JSON.parse(await text(request)) as { TableName: string };
    const headers = { 'Content-Type': 'application/x-amz-json-1.0' };
    if (TableName === tableName) {
      response.writeHead(500, headers).end('{"__type":"InternalServerError","message":"lost"}');
    } else {
      response.writeHead(200, headers).end('{"Items":[],"Count":0}');
    }
  });

describe('the metrics function', () => {
  let database: Awaited<ReturnType<typeof startDatabaseWithout>>;
  let functions: RunningFunctions;
  beforeAll(async () => {
    database = await startDatabaseWithout(ordersTable);
    functions = await startFunctions({ [names.dynamodbEndpoint]: database.endpoint });
  });
  afterAll(async () => {
    await functions.stop();
    await database.stop();
  });

  const scrape = (): Promise<ApiResponse> =>
    functions.invoke(
      'metrics',
      anApiEvent('metrics', { claims: { ...customerClaims, scope: 'metrics:read' } }),
    );

  describe('when the orders table does not answer', () => {
    it('still reports the counters, without the oldest pending order', async () => {
      const answers: ApiResponse[] = [];
      for (let scrapes = 0; scrapes < 15; scrapes += 1) answers.push(await scrape());
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
      const { body } = answers.at(-1) ?? { body: '' };
      expect(body).toContain('slo_events_total{slo="availability",outcome="good"} 0');
      expect(body).toContain('orders_pending 0.0');
      expect(body).not.toContain('orders_oldest_pending_timestamp_seconds');
    });
  });
});
