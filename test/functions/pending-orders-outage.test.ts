import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { environmentVariables as names } from '../../lib/contract/service.ts';
import { logEvents } from '../../lib/platform/logging/log-events.ts';
import { aFunctionEnvironment } from '../builders/a-function-environment.ts';
import { startScriptedServer } from '../harness/dynamodb/scripted-server.ts';
import { startFunctions } from '../harness/functions/running-functions.ts';

const runs = 15;

const metricsTable = aFunctionEnvironment()[names.metricsTableName] ?? '';

/** A DynamoDB that is empty, and cannot read one table. */
const startDatabaseWithout = (tableName: string) =>
  startScriptedServer(async (request, response) => {
    const { TableName } = JSON.parse(await text(request)) as { TableName?: string };
    const headers = { 'Content-Type': 'application/x-amz-json-1.0' };
    if (TableName === tableName) {
      response.writeHead(500, headers).end('{"__type":"InternalServerError","message":"lost"}');
    } else {
      response.writeHead(200, headers).end('{"Items":[],"Count":0}');
    }
  });

it('orders expire as usual through any outage of the count of pending orders', async () => {
  const database = await startDatabaseWithout(metricsTable);
  const functions = await startFunctions({ [names.dynamodbEndpoint]: database.endpoint });
  for (let run = 0; run < runs; run += 1) await functions.run('expire-orders');
  const lines = (await functions.stop()).map((line) => JSON.parse(line) as Record<string, unknown>);
  await database.stop();
  const codes = lines.map(({ logCode }) => logCode);
  expect(codes.filter((code) => code === logEvents.jobCompleted.code)).toHaveLength(runs);
  expect(codes.filter((code) => code === logEvents.pendingOrdersNotCounted.code)).toHaveLength(runs);
  expect(codes).not.toContain(logEvents.jobFailed.code);
  expect(lines.filter((line) => 'orders_pending' in line || 'pending' in line)).toEqual([]);
});
