import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { causesQuery } from '../../../../tools/diagnosis/logs/causes-query.ts';
import { runScript } from '../../../harness/local-cloud/run-script.ts';

const answersTo: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object>> = {
  DescribeLogGroups: ({ logGroupNamePrefix, nextToken }) =>
    nextToken === undefined
      ? { logGroups: [{ logGroupName: `${logGroupNamePrefix}create-order` }], nextToken: 'more' }
      : {
          logGroups: [
            { logGroupName: `${logGroupNamePrefix}pay-order` },
            { logGroupName: `${logGroupNamePrefix}rehearse-version` },
            // Of another stage, whose name begins with that of this one.
            { logGroupName: `${logGroupNamePrefix}eu-create-order` },
          ],
        },
  StartQuery: () => ({ queryId: 'query-1' }),
};

describe('commands about the logs of a stage', () => {
  const asked: { readonly operation: string; readonly input: Readonly<Record<string, unknown>> }[] = [];
  let results: object[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
      const input = JSON.parse(Buffer.concat(await request.toArray()).toString());
      asked.push({ operation, input });
      const answer = operation === 'GetQueryResults' ? results.shift() : answersTo[operation]?.(input);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server?.close());

  const run = (script: string, ...args: string[]) =>
    runScript(`diagnosis/${script}.ts`, ['--stage', 'prod', ...args], {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });

  it('ask all functions of the stage, and wait for the results', async () => {
    results = [
      { status: 'Running' },
      {
        status: 'Complete',
        results: [
          [
            { field: 'code', value: 'SYS-002' },
            { field: 'n', value: '2' },
            { field: '@ptr', value: 'pointer' },
          ],
          [{ field: 'n', value: '1' }],
        ],
      },
    ];
    const { code, stdout } = await run('ask', 'stats count() as n by code', '--minutes', '5', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { items: [{ code: 'SYS-002', n: '2' }, { n: '1' }] }]);
    const { input = {} } = asked.find(({ operation }) => operation === 'StartQuery') ?? {};
    expect(input).toMatchObject({
      logGroupNames: [
        '/aws/lambda/order-service-prod-create-order',
        '/aws/lambda/order-service-prod-pay-order',
        '/aws/lambda/order-service-prod-rehearse-version',
      ],
      queryString: 'stats count() as n by code',
    });
    expect(Number(input['endTime']) - Number(input['startTime'])).toBe(300);
  });

  it('ask the access log of the stage', async () => {
    results = [{ status: 'Complete', results: [[{ field: 'n', value: '1' }]] }];
    const { stdout } = await run('ask', '--access', '--json', 'stats count() as n');
    expect(JSON.parse(stdout)).toEqual({ items: [{ n: '1' }] });
    expect(asked.findLast(({ operation }) => operation === 'StartQuery')?.input).toMatchObject({
      logGroupNames: ['/aws/vendedlogs/order-service-prod/access'],
    });
  });

  it('ask for the causes of failures', async () => {
    results = [{ status: 'Complete', results: [] }];
    expect(await run('causes')).toMatchObject({ code: 0, stdout: 'Nothing has failed.\n' });
    expect(asked.findLast(({ operation }) => operation === 'StartQuery')?.input['queryString']).toBe(
      causesQuery,
    );
  });

  it('end in one line when the query fails', async () => {
    results = [{ status: 'Failed' }];
    const { code, stderr } = await run('ask', 'stats count()');
    expect([code, stderr]).toEqual([1, 'The query ended with the status Failed.\n']);
  });
});
