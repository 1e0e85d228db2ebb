import { CommandError } from '../../command-line/command-error.ts';
import type { RequestHandler } from './exchange.ts';
import { type HttpServer, loopback, startHttpServer } from './http-server.ts';

/** Longer than clients pause, so that a request does not meet a connection that is being closed. */
const idleMs = 75_000;

/**
 * Serves on the port that the developer chose.
 * @throws {CommandError} when it cannot be had.
 */
export const listen = async (
  handle: RequestHandler,
  port: number,
  host: string = loopback,
): Promise<HttpServer> => {
  try {
    return await startHttpServer(handle, port, { idleMs, allowHalfClosed: true, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new CommandError(
        `Port ${port} is in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm start`,
      );
    }
    if (code === 'EADDRNOTAVAIL') {
      throw new CommandError(
        `No network interface has the address ${host}. Unset HOST, or set it to 0.0.0.0.`,
      );
    }
    if (code === 'EACCES') {
      throw new CommandError(`Port ${port} needs privileges. Choose one from 1024 up: PORT=3000 npm start`);
    }
    throw error;
  }
};
