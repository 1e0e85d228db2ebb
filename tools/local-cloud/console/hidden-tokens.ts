import type { IncomingMessage } from 'node:http';

/** Whether a request comes from another machine. */
export const isRemote = ({ socket }: Pick<IncomingMessage, 'socket'>): boolean =>
  !/^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');

const secretHeaders = new Set(['authorization', 'cookie']);

/** Headers without the values by which their sender is recognized. */
export const withoutTokens = <T>(
  headers: Readonly<Record<string, T>>,
): Readonly<Record<string, T | string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretHeaders.has(name) && value !== undefined ? '(hidden from other machines)' : value,
    ]),
  );
