import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createRedisConnection,
  type RedisConnection,
} from '../../../../lib/adapters/redis/redis-connection.ts';
import { startStopwatch } from '../../../harness/busy-machine.ts';
import {
  type RedisServer,
  redisTool,
  type SilentServer,
  startRedisServer,
  startSilentServer,
} from '../../../harness/redis-server.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const ping = (connection: RedisConnection, options = calmly) =>
  connection.run(options, (client) => client.ping());

describe.skipIf(redisTool.isMissing)(`createRedisConnection${redisTool.reason}`, () => {
  let server: RedisServer;
  let connection: RedisConnection;
  beforeEach(async () => {
    server = await startRedisServer();
    connection = createRedisConnection(server.url);
  });
  afterEach(async () => {
    connection.close();
    await server.stop();
  });

  /** Connections of the tested kind that the server has now. */
  const clients = () =>
    connection.run(calmly, async (client) => {
      const list = String(await client.client('LIST'));
      return list.trim().split('\n').length;
    });

  it('makes one connection for all commands, also at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ping(connection)));
    await ping(connection);
    expect(await clients()).toBe(1);
  });

  it('fails with the server and recovers with it', async () => {
    await ping(connection);
    await server.stop();
    await expect(ping(connection)).rejects.toThrow();
    await expect(ping(connection)).rejects.toThrow();
    await server.restart();
    expect(await ping(connection)).toBe('PONG');
  });

  it('needs no failure to notice that the connection was closed', async () => {
    await ping(connection);
    await server.restart();
    await vi.waitFor(async () => expect(await ping(connection)).toBe('PONG'));
  });

  it('ends at its time limit when the server hangs, and recovers with it', async (context) => {
    await ping(connection);
    server.signal('SIGSTOP');
    const stopwatch = startStopwatch();
    await expect(ping(connection)).rejects.toThrow();
    await expect(ping(connection)).rejects.toThrow();
    const duration = stopwatch.stop();
    server.signal('SIGCONT');
    await vi.waitFor(async () => expect(await ping(connection)).toBe('PONG'));
    await vi.waitFor(async () => expect(await clients()).toBe(1));
    duration.judge(context, (elapsedMs) => expect(elapsedMs).toBeLessThan(2_000));
  });

  it('does not use its connection again after some seconds without a command', async () => {
    let time = 0;
    const idle = createRedisConnection(server.url, () => time);
    const id = () => idle.run(calmly, (client) => client.client('ID'));
    const first = await id();
    time += 5_000;
    expect(await id()).toBe(first);
    time += 5_001;
    expect(await id()).not.toBe(first);
    idle.close();
  });

  it('keeps its connection when a caller aborts', async () => {
    await ping(connection);
    const controller = new AbortController();
    const given = ping(connection, { ...calmly, signal: controller.signal });
    const other = ping(connection);
    controller.abort(new Error('too late'));
    await expect(given).rejects.toThrow('too late');
    expect(await other).toBe('PONG');
    expect(await connection.run(calmly, (client) => client.info('stats'))).toContain(
      'total_connections_received:1\r\n',
    );
  });

  it('can be used again after it was closed', async () => {
    await ping(connection);
    connection.close();
    expect(await ping(connection)).toBe('PONG');
  });
});

describe('createRedisConnection, when the server takes connections but never answers', () => {
  let server: SilentServer;
  let connection: RedisConnection;
  beforeEach(async () => {
    server = await startSilentServer();
    connection = createRedisConnection(server.url);
  });
  afterEach(async () => {
    connection.close();
    await server.stop();
  });

  it('ends at its time limit, and leaves no socket open', async (context) => {
    const stopwatch = startStopwatch();
    await expect(ping(connection)).rejects.toThrow();
    const duration = stopwatch.stop();
    await vi.waitFor(() => expect(server.connections()).toEqual({ open: 0, ever: 1 }));
    duration.judge(context, (elapsedMs) => expect(elapsedMs).toBeLessThan(1_500));
  });

  it('tries again each time that it is asked', async () => {
    await expect(ping(connection)).rejects.toThrow();
    await expect(ping(connection)).rejects.toThrow();
    await vi.waitFor(() => expect(server.connections()).toEqual({ open: 0, ever: 2 }));
  });

  it('ends at once when its caller aborts', async () => {
    const controller = new AbortController();
    const pinging = ping(connection, { ...calmly, signal: controller.signal });
    controller.abort(new Error('too late'));
    await expect(pinging).rejects.toThrow('too late');
    await vi.waitFor(() => expect(server.connections().ever).toBe(1));
    await vi.waitFor(() => expect(server.connections().open).toBe(0));
  });

  it('does not connect for a caller that has aborted before', async () => {
    await expect(
      ping(connection, { ...calmly, signal: AbortSignal.abort(new Error('too late')) }),
    ).rejects.toThrow('too late');
    await expect(ping(connection)).rejects.toThrow();
    expect(server.connections().ever).toBe(1);
  });
});

describe('createRedisConnection, without a server', () => {
  it('fails, with the reason', async () => {
    const server = await startSilentServer();
    await server.stop();
    await expect(ping(createRedisConnection(server.url))).rejects.toThrow(/ECONNREFUSED|closed/);
  });
});
