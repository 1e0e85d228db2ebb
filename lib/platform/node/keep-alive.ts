import type { Agent, ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';

export interface KeepAliveOptions {
  /** A connection that was idle for longer, in milliseconds, is closed instead of used again. */
  readonly maxIdleMs: number;
  /** Milliseconds since 1970: a clock that goes on while the environment is frozen. */
  readonly now: () => number;
}

/** Servers close idle connections after some seconds: five, for example, is the default of Node's. */
export const maxIdleMs = 5_000;

/** Most connections that one call may find closed: after the first one the agent closes all that are idle. */
export const maxStaleConnections = 5;

/** Failures of requests that were sent on a connection that an earlier request had used. */
const failuresOfReuse = new WeakSet<object>();

const resetCodes = new Set<unknown>(['ECONNRESET', 'EPIPE']);

/**
 * Whether a request failed because the server had closed its idle connection. An execution environment learns of that
 * only when it sends the next request: it processes no event while it is frozen.
 */
export const isStaleConnection = (failure: unknown): boolean =>
  failure instanceof Error &&
  failuresOfReuse.has(failure) &&
  resetCodes.has((failure as NodeJS.ErrnoException).code);

/** Node calls it for every request, before it selects a connection; its types do not list it. */
interface RequestingAgent {
  addRequest(request: ClientRequest, options: unknown): void;
}

/**
 * Makes an agent close connections that were idle for too long before it selects one, and all idle connections after
 * one of them turned out to be closed by the server. Its requests' failures are told apart by `isStaleConnection`.
 */
export const limitIdleConnections = <A extends Agent>(agent: A, { maxIdleMs, now }: KeepAliveOptions): A => {
  const idleSince = new WeakMap<Duplex, number>();
  const inherited = {
    addRequest: (agent as unknown as RequestingAgent).addRequest.bind(agent),
    keepSocketAlive: agent.keepSocketAlive.bind(agent),
    reuseSocket: agent.reuseSocket.bind(agent),
  };
  const closeIdle = (since: number) => {
    for (const sockets of Object.values(agent.freeSockets)) {
      for (const socket of sockets ?? []) {
        if ((idleSince.get(socket) ?? since) <= since) socket.destroy();
      }
    }
  };
  return Object.assign(agent, {
    addRequest(request: ClientRequest, options: unknown) {
      closeIdle(now() - maxIdleMs);
      inherited.addRequest(request, options);
    },
    keepSocketAlive(socket: Duplex) {
      idleSince.set(socket, now());
      return inherited.keepSocketAlive(socket);
    },
    reuseSocket(socket: Duplex, request: ClientRequest) {
      request.once('error', (failure) => {
        failuresOfReuse.add(failure);
        if (isStaleConnection(failure)) closeIdle(now());
      });
      inherited.reuseSocket(socket, request);
    },
  });
};
