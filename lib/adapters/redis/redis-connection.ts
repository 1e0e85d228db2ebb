import type { Redis } from 'iovalkey';
import type { CallOptions } from '../../platform/call-options.ts';
import { untilAborted } from '../../platform/resilience/deadline.ts';
import type { DependencyPolicy } from '../../platform/resilience/dependency-policy.ts';

/** Bound of connecting and of each command, in milliseconds: a cache that is slower is worth nothing. */
const timeoutMs = 250;

/** A connection that is made when it is first needed, and again after it broke. */
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
    // A server that hangs does not take part in closing its connection either.
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
 * A lazy connection to a Redis or Valkey server. The client is loaded when it is first used, so that a
 * function without a shared cache does not pay for it.
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
    // A caller who gives up leaves the connection to the others: if it is broken, its own time ends it.
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

/** The connection with a policy around each command. */
export const guardedRedisConnection = (
  connection: RedisConnection,
  policy: Pick<DependencyPolicy, 'execute'>,
): RedisConnection => ({
  run: (options, command) => policy.execute(options, (attempt) => connection.run(attempt, command)),
  close: () => connection.close(),
});
