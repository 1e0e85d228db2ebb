import type { Redis } from 'iovalkey';

/** Bound of connecting and of each command, in milliseconds: a cache that is slower is worth nothing. */
const timeoutMs = 250;

/** A connection that is made when it is first needed, and again after it broke. */
export interface RedisConnection {
  /** @throws {Error} when the server does not answer in time or `signal` is aborted. */
  run<T>(signal: AbortSignal, command: (client: Redis) => Promise<T>): Promise<T>;
  close(): void;
}

const connect = async (url: string): Promise<Redis> => {
  const { Redis: Client } = await import('iovalkey');
  const client = new Client(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // An error without a listener is printed; each command reports its own.
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const rejectionOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

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

  return {
    async run(signal, command) {
      current ??= connect(url);
      const connection = current;
      try {
        signal.throwIfAborted();
        return await Promise.race([connection.then(command), rejectionOf(signal)]);
      } catch (error) {
        drop(connection);
        throw error;
      }
    },
    close() {
      if (current) drop(current);
    },
  };
};
