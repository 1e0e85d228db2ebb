import { describe, expect, it } from 'vitest';
import {
  guardedRedisConnection,
  type RedisConnection,
} from '../../../../lib/adapters/redis/redis-connection.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { aCall } from '../../../builders/a-call.ts';

const options = aCall();

describe('guardedRedisConnection', () => {
  it('sends no command to a server after repeated failures until the next probe', async () => {
    let asked = 0;
    const down: RedisConnection = {
      run: async () => {
        asked += 1;
        throw new Error('down');
      },
      close: () => undefined,
    };
    const policy = createDependencyPolicy({
      name: 'catalogue-cache',
      isFailure: () => true,
      tryTimeoutMs: 500,
      retry: { maxAttempts: 1 },
    });
    const { run } = guardedRedisConnection(down, policy);
    const command = () => run(options, async (client) => client.ping());
    for (let call = 0; call < 5; call += 1) await expect(command()).rejects.toThrow('down');
    await expect(command()).rejects.toMatchObject({ code: 'SYS-002' });
    expect(asked).toBe(5);
  });
});
