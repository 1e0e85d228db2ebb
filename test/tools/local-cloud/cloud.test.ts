import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../tools/local-cloud/cloud.ts';
import type { PoolSnapshot } from '../../../tools/local-cloud/lambda/pool-snapshot.ts';
import { queryLogs } from '../../../tools/local-cloud/logs/log-query.ts';
import { fixtureConsumers, fixtureDeployment } from '../../harness/local-cloud/fixture-deployment.ts';

const putThing = async (endpoint: string, pk: string) => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  await client.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: pk }, sk: { S: 'x' } } }));
  client.destroy();
};

describe('startLocalCloud', () => {
  const printed: string[] = [];
  let cloud: LocalCloud;
  let token: string;

  beforeAll(async () => {
    cloud = await startLocalCloud({
      port: 0,
      deployment: fixtureDeployment(async () => {
        throw new Error('no catalogue');
      }),
      maxEnvironments: 3,
      print: (text) => printed.push(text),
    });
    token = (await cloud.issuer.issue({ sub: 'alice', scope: 'orders:write' })).access_token;
  });
  afterAll(() => cloud.close());

  const respond = (path: string, authorization = `Bearer ${token}`, headers = {}) =>
    fetch(`${cloud.url}/respond/${path}`, { method: 'POST', headers: { authorization, ...headers } });
  const getJson = async <T>(path: string) => (await (await fetch(`${cloud.url}${path}`)).json()) as T;

  it('starts when seeding fails, and reports the failure', () => {
    expect(printed[0]).toBe('Failed to store the initial data: no catalogue');
  });

  describe('when a request has a good token', () => {
    it('is answered by the function of its route', async () => {
      const answer = await respond('7?a=b');
      expect(answer.status).toBe(200);
      expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
      expect(await answer.json()).toMatchObject({
        routeKey: 'POST /respond/{id}',
        pathParameters: { id: '7' },
        requestContext: { authorizer: { jwt: { claims: { sub: 'alice' }, scopes: ['orders:write'] } } },
      });
      expect(printed.at(-1)).toMatch(/^200 POST \/respond\/\{id\} {2}\d+ ms/);
    });

    it('can be followed in the logs as soon as it is answered', async () => {
      await respond('8', undefined, { 'X-Correlation-ID': 'follow-me-1' });
      expect(await getJson('/local/logs?correlationId=follow-me-1')).toMatchObject({
        items: [{ function_name: 'respond', correlationId: 'follow-me-1', routeKey: 'POST /respond/{id}' }],
      });
    });
  });

  it('refuses a wrong token with 401 and a missing scope with 403', async () => {
    const wrong = await respond('1', 'Bearer wrong');
    expect([wrong.status, await wrong.json()]).toEqual([401, { message: 'Unauthorized' }]);
    const { access_token: weak } = await cloud.issuer.issue({ sub: 'alice', scope: 'orders:read' });
    const answer = await respond('1', `Bearer ${weak}`);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ message: 'Forbidden' });
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer scope="orders:write" error="insufficient_scope"',
    );
  });

  it('refuses a token of another issuer that has the same key', async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'http://elsewhere',
      aud: cloud.issuer.audience,
      scope: 'orders:write',
      exp: now + 60,
    };
    expect((await respond('1', `Bearer ${await cloud.issuer.sign(claims)}`)).status).toBe(401);
  });

  it('scales out to the bound and keeps every invocation alone in its environment', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => respond(`${index}?ms=5`)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    const { items } = await getJson<{ items: (PoolSnapshot & { name: string })[] }>('/local/functions');
    const found = items.find(({ name }) => name === 'respond');
    expect(found).toMatchObject({ maxInFlightPerEnvironment: 1, maxConcurrency: 3, errors: 0, waiting: 0 });
    expect(found?.environments.length).toBeGreaterThan(1);
  });

  it('gives the functions the addresses of their services', async () => {
    const { environment } = await getJson<{ environment: Record<string, string> }>('/introspection');
    expect(environment['DYNAMODB']).toBe(cloud.dynamodbEndpoint);
    expect(environment['EVENTBRIDGE']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('answers 500 when a function cannot load', async () => {
    const answer = await fetch(`${cloud.url}/broken-init`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ message: 'Internal Server Error' });
  });

  describe('when it is closed', () => {
    it('completes the request in flight and accepts no other', async () => {
      const other = await startLocalCloud({ port: 0, deployment: fixtureDeployment(), maxEnvironments: 1 });
      const { access_token } = await other.issuer.issue({ sub: 'a', scope: 'orders:write' });
      const headers = { authorization: `Bearer ${access_token}` };
      const running = fetch(`${other.url}/respond/1?ms=200`, { method: 'POST', headers });
      await fetch(`${other.url}/introspection`);
      await other.close();
      expect((await running).status).toBe(200);
      await expect(fetch(other.url)).rejects.toThrow();
      await expect(fetch(other.dynamodbEndpoint)).rejects.toThrow();
    });
  });

  describe('with a state directory', () => {
    const seen: boolean[] = [];
    const keys: unknown[] = [];
    const received: string[][] = [];

    beforeAll(async () => {
      const stateDirectory = await mkdtemp(join(tmpdir(), 'state-'));
      const deployment = {
        ...fixtureDeployment(async ({ mayHoldData }) => void seen.push(mayHoldData)),
        consumers: fixtureConsumers,
      };
      for (const pk of ['a', 'b']) {
        const persistent = await startLocalCloud({ port: 0, deployment, stateDirectory });
        keys.push(persistent.issuer.jwks.keys[0]?.kid);
        const printed = (functionName: string) =>
          queryLogs(persistent.logs, { functionName, limit: 100 }).map(({ received }) => received);
        await putThing(persistent.dynamodbEndpoint, pk);
        await vi.waitFor(() => expect(printed('receive-records')).toContain(pk), { timeout: 10_000 });
        await persistent.close();
        received.push([...printed('receive-records'), ...printed('receive-lines')].map(String));
      }
      await rm(stateDirectory, { recursive: true });
    });

    it('keeps the signing key and informs the seed that data may exist', () => {
      expect(keys[0]).toBe(keys[1]);
      expect(seen).toEqual([true, true]);
    });

    it('continues at its place in the stream, and delivers all lines before it ends', () => {
      const lines = '/aws/lambda/receive-records';
      expect(received).toEqual([
        ['a', lines],
        ['b', lines],
      ]);
    });
  });

  it('names the port that is in use, and leaves nothing running', async () => {
    const port = Number(new URL(cloud.url).port);
    await expect(startLocalCloud({ port, deployment: fixtureDeployment() })).rejects.toThrow(
      `Port ${port} is in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm start`,
    );
  });

  it('starts nothing when its DynamoDB does not answer', async () => {
    await expect(
      startLocalCloud({ port: 0, deployment: fixtureDeployment(), dynamodbEndpoint: 'http://127.0.0.1:9' }),
    ).rejects.toThrow('Nothing that speaks DynamoDB answers at http://127.0.0.1:9');
  });
});
