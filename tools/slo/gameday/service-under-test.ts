import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { launched } from '../../project.ts';
import { orderService } from '../order-service-declaration.ts';
import { startChild } from './child-process.ts';
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts';
import { scheduleSeconds } from './rehearsal-timing.ts';

/** A port of this machine that is free at the moment. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const startDatabase = async () => {
  const packageFile = createRequire(import.meta.url).resolve(
    `@dynoxide/${process.platform}-${process.arch}/package.json`,
  );
  const program = join(dirname(packageFile), process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  const port = await freePort();
  const child = await startChild({
    program,
    args: ['--host', '127.0.0.1', '--port', String(port)],
    ready: /listening on/,
  });
  return { url: `http://127.0.0.1:${port}`, stop: child.stop };
};

/** The whole service on this machine, with a database that can be made to fail. */
export interface ServiceUnderTest {
  readonly url: string;
  readonly database: DatabaseProxy;
  stop(): Promise<void>;
}

/**
 * Starts the local run on a database of its own. What runs every minute when deployed runs every second here, as fast as
 * the windows of the rehearsal.
 * @throws {CommandError} when it does not start.
 */
export const startService = async (): Promise<ServiceUnderTest> => {
  const database = await startDatabase();
  const proxy = await startDatabaseProxy(database.url);
  const stopDatabase = async () => {
    await proxy.close();
    await database.stop();
  };
  try {
    const service = await startChild({
      program: process.execPath,
      args: launched('tools/local-cloud/main.ts'),
      environment: {
        ...process.env,
        // Processes that an npm script starts do not outlive it.
        npm_lifecycle_event: 'gameday',
        PORT: '0',
        LOG_LEVEL: 'ERROR',
        SCHEDULE_SECONDS: String(scheduleSeconds),
        // The sweeper looks at events from a quarter of this age on: from their deadline, so that it judges them in time.
        [orderService.environmentVariables.outboxRepublishSeconds]: String(
          (4 * orderService.objectives['event-freshness'].indicator.deadlineMs) / 1_000,
        ),
        [orderService.environmentVariables.dynamodbEndpoint]: proxy.url,
      },
      ready: /ready at (http:\S+)/,
    });
    return {
      url: service.said,
      database: proxy,
      async stop() {
        await service.stop();
        await stopDatabase();
      },
    };
  } catch (error) {
    await stopDatabase();
    throw error;
  }
};
