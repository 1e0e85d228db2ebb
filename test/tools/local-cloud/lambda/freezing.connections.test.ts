import { afterEach, describe, expect, it } from 'vitest';
import {
  type ClosingServer,
  startClosingHttpServer,
  startClosingValkeyServer,
} from '../../../harness/local-cloud/closing-server.ts';
import {
  type FixtureLambda,
  resultOf,
  startFixtureLambda,
} from '../../../harness/local-cloud/fixture-lambda.ts';

const connections = 8;
const succeeded = (calls: number) => Array.from({ length: calls }, () => 'succeeded');

/** Connections that a server closed while the environment was frozen: the environment learns of it by its next request. */
describe('a client of the service, in an environment that was frozen', () => {
  let fixture: FixtureLambda;
  let server: ClosingServer;
  afterEach(async () => {
    await fixture.close();
    await server.stop();
  });

  describe.each(['dynamodb', 'eventbridge', 'secrets-manager', 'stripe', 'valkey'])('%s', (client) => {
    it.each([1, 2, 8])('makes %i calls at once that all succeed', async (calls) => {
      const isValkey = client === 'valkey';
      server = await (isValkey ? startClosingValkeyServer() : startClosingHttpServer());
      const url = `${isValkey ? 'redis' : 'http'}://127.0.0.1:${server.port}`;
      fixture = await startFixtureLambda(['caller'], { timeoutSeconds: 30 });
      const invoke = async (count: number) => {
        server.expect(count);
        return fixture.invoke('caller', { client, url, calls: count });
      };
      expect(resultOf(await invoke(connections))).toEqual(succeeded(connections));
      await server.closeConnections();
      const thawed = await invoke(calls);
      expect(thawed.coldStart).toBe(false);
      expect(resultOf(thawed)).toEqual(succeeded(calls));
    });
  });
});
