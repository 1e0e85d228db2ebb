import { Agent, get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { limitIdleConnections } from '../../../../lib/platform/node/keep-alive.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

describe('limitIdleConnections', () => {
  let stop = async () => {};
  afterEach(() => stop());

  const setUp = async () => {
    let now = 0;
    const server = await startScriptedServer((_, response) => response.end('ok'));
    const agent = limitIdleConnections(new Agent({ keepAlive: true }), { maxIdleMs: 5_000, now: () => now });
    stop = async () => {
      agent.destroy();
      await server.stop();
    };
    const ask = () =>
      new Promise<void>((resolve, reject) => {
        get(server.endpoint, { agent }, (response) => {
          response.resume().once('close', () => setImmediate(resolve));
        }).once('error', reject);
      });
    return {
      ask,
      connections: server.connections,
      pass: (ms: number) => {
        now += ms;
      },
    };
  };

  it('uses a connection again that was idle for a short time', async () => {
    const { ask, pass, connections } = await setUp();
    await ask();
    pass(4_999);
    await ask();
    expect(connections()).toBe(1);
  });

  it('opens a new connection instead of one that was idle for long', async () => {
    const { ask, pass, connections } = await setUp();
    await ask();
    pass(4_999);
    await ask();
    pass(5_000);
    await ask();
    expect(connections()).toBe(2);
  });
});
