import type { Redis } from 'iovalkey';
import type { CallOptions } from '../../platform/call-options.ts';
import { maxIdleMs } from '../../platform/node/keep-alive.ts';
import { untilAborted } from '../../platform/resilience/deadline.ts';
import type { DependencyPolicy } from '../../platform/resilience/dependency-policy.ts';

/** A slower cache is of no use. */
const defaultTimeoutMs = 250;

/** A connection that opens on first use and again after a failure. */
export interface RedisConnection {
  /** @throws {Error} when the server does not answer in time or the call is aborted. */
  run<T>(options: CallOptions, command: (client: Redis) => Promise<T>): Promise<T>;
  close(): void;
}

const connect = async (url: string, timeoutMs: number, onEnd: () => void): Promise<Redis> => {
  const { ValkeyClient } = await import('./valkey-client.ts');
  const client = new ValkeyClient(url, {
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

/** Errors of the client for a command on a connection that the server has closed. */
const closedErrors: readonly string[] = [
  'Connection is closed.',
  "Stream isn't writeable and enableOfflineQueue options is false",
];

const isClosed = (error: unknown): boolean => error instanceof Error && closedErrors.includes(error.message);

interface OpenedConnection {
  readonly client: Promise<Redis>;
  /** When a command last had its answer, in milliseconds since 1970; `undefined` before the first. */
  usedAt: number | undefined;
}

/**
 * Creates a lazy connection to a Redis or Valkey server. The client is loaded on first use, so a function without a
 * shared cache does not load it. A connection that was idle for too long is not used again. A command on a connection
 * that the server had closed, which is usual after an environment was frozen, is sent again on a new one, so every command
 * must be repeatable.
 * @param url `redis://` or `rediss://`.
 * @param now milliseconds since 1970.
 * @param timeoutMs of connecting and of each command.
 */
export const createRedisConnection = (
  url: string,
  now: () => number = Date.now,
  timeoutMs: number = defaultTimeoutMs,
): RedisConnection => {
  let current: OpenedConnection | undefined;

  const drop = (connection: OpenedConnection) => {
    if (current === connection) current = undefined;
    connection.client.then((client) => client.disconnect()).catch(() => undefined);
  };

  const open = (): OpenedConnection => {
    const opened: OpenedConnection = {
      client: connect(url, timeoutMs, () => drop(opened)),
      usedAt: undefined,
    };
    return opened;
  };

  const attempt = async <T>(command: (client: Redis) => Promise<T>): Promise<T> => {
    if (current?.usedAt !== undefined && now() - current.usedAt > maxIdleMs) drop(current);
    current ??= open();
    const connection = current;
    const wasUsed = connection.usedAt !== undefined;
    try {
      const answer = await command(await connection.client);
      connection.usedAt = now();
      return answer;
    } catch (error) {
      drop(connection);
      if (wasUsed && isClosed(error)) return attempt(command);
      throw error;
    }
  };

  return {
    // An aborted call keeps the connection open for other calls; a broken connection ends by its own timeout.
    run: ({ signal }, command) => untilAborted(signal, () => attempt(command)),
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
