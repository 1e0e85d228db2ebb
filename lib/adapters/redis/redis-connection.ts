import type { Redis } from 'iovalkey';
import type { CallOptions } from '../../platform/call-options.ts';
import { untilAborted } from '../../platform/resilience/deadline.ts';
import type { DependencyPolicy } from '../../platform/resilience/dependency-policy.ts';

/** Timeout of connecting and of each command, in milliseconds: a slower cache is of no use. */
const timeoutMs = 250;

/** A connection that opens on first use and again after a failure. */
export interface RedisConnection {
  /** @throws {Error} when the server does not answer in time or the call is aborted. */
  run<T>(options: CallOptions, command: (client: Redis) => Promise<T>): Promise<T>;
  close(): void;
}

const connect = async (url: string, onEnd: () => void): Promise<Redis> => {
  const { Redis: Client } = await import('iovalkey');
  const client = new Client(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    // A hanging server would never acknowledge the end of the connection.
    disconnectTimeout: 0,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // An error without a listener is printed; each command reports its own.
  client.on('error', () => undefined);
  client.once('end', onEnd);
  try {
    await client.connect();
  } catch (error) {
    client.disconnect();
    throw error;
  }
  return client;
};

/**
 * Creates a lazy connection to a Redis or Valkey server. The client is loaded on first use, so a function without a
 * shared cache does not load it.
 * @param url `redis://` or `rediss://`.
 */
export const createRedisConnection = (url: string): RedisConnection => {
  let current: Promise<Redis> | undefined;

  const drop = (broken: Promise<Redis>) => {
    if (current === broken) current = undefined;
    broken.then((client) => client.disconnect()).catch(() => undefined);
  };

  const open = (): Promise<Redis> => {
    const opened = connect(url, () => drop(opened));
    return opened;
  };

  return {
    // An aborted call keeps the connection open for other calls; a broken connection ends by its own timeout.
    run: ({ signal }, command) =>
      untilAborted(signal, async () => {
        current ??= open();
        const connection = current;
        try {
          return await command(await connection);
        } catch (error) {
          drop(connection);
          throw error;
        }
      }),
    close() {
      if (current) drop(current);
    },
  };
};

/** Wraps each command of a connection in a policy. */
export const guardedRedisConnection = (
  connection: RedisConnection,
  policy: Pick<DependencyPolicy, 'execute'>,
): RedisConnection => ({
  run: (options, command) => policy.execute(options, (attempt) => connection.run(attempt, command)),
  close: () => connection.close(),
});
