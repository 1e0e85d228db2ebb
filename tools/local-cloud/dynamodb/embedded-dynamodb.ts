import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { CommandError } from '../../command-line/command-error.ts';
import { loopback } from '../http/http-server.ts';
import { indexStreamRecords, lastingPlace, temporaryPlace } from './database-place.ts';
import { DynoxideStartError, startDynoxideProcess } from './dynoxide-process.ts';
import { findFreePort } from './free-port.ts';
import { platformBinary } from './platform-binary.ts';
import { startWatchdog } from './start-watchdog.ts';

export interface EmbeddedDynamoDb {
  readonly endpoint: string;
  readonly processId: number;
  /** The SQLite database. */
  readonly file: string;
  /** Resolves when the process has ended, whether stopped or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedDynamoDbOptions {
  /** Where tables are kept; without it, for as long as the process runs. */
  readonly databaseFile?: string;
  readonly findPort?: () => Promise<number>;
}

const attempts = 5;

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/**
 * Runs a DynamoDB of our own, as a child process that does not outlive this one.
 * @throws {CommandError} when the platform has no binary, or it does not start.
 */
export const startEmbeddedDynamoDb = async ({
  databaseFile,
  findPort = findFreePort,
}: EmbeddedDynamoDbOptions = {}): Promise<EmbeddedDynamoDb> => {
  const binary = platformBinary();
  const place = databaseFile === undefined ? await temporaryPlace() : lastingPlace(databaseFile);

  const startOnFreePort = async (attempt: number): Promise<{ child: ChildProcess; port: number }> => {
    const port = await findPort();
    try {
      return { child: await startDynoxideProcess({ binary, port, databaseFile: place.file }), port };
    } catch (error) {
      if (!(error instanceof DynoxideStartError)) throw error;
      if (error.message.includes('already in use') && attempt < attempts) return startOnFreePort(attempt + 1);
      await place.remove();
      throw new CommandError(`The embedded DynamoDB does not start: ${error.message}`);
    }
  };

  const { child, port } = await startOnFreePort(1);
  const watchdog = startWatchdog(child.pid ?? 0, place.temporaryDirectory);
  indexStreamRecords(place.file);
  const exited = hasEnded(child) ? Promise.resolve() : once(child, 'exit');
  // The process id may be another's from now on.
  const ended = exited.then(() => void watchdog.kill());
  return {
    endpoint: `http://${loopback}:${port}`,
    processId: child.pid ?? 0,
    file: place.file,
    ended,
    async stop() {
      child.kill();
      await ended;
      await place.remove();
    },
  };
};
