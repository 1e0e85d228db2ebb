import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Faults of a network, each of which strikes a share of the requests. `latency`: the answer comes late. `reset`: the
 * connection is reset instead of an answer. `half-close`: the server closes its side without an answer. `truncated`:
 * the server closes its side in the middle of the answer. `black-hole`: the request is swallowed.
 */
export const networkFaults = ['latency', 'reset', 'half-close', 'truncated', 'black-hole'] as const;
export type NetworkFault = (typeof networkFaults)[number];

export interface ActiveFault {
  readonly kind: NetworkFault;
  /** Probability from 0 to 1 for each request. */
  readonly share: number;
  /** Milliseconds by which an answer is late. */
  readonly latencyMs: number;
}

/** A TCP proxy that can disturb what passes through it. */
export interface FaultProxy {
  readonly url: string;
  /** Where connections go from now on. */
  forwardTo(url: string): void;
  /** Without an argument: ends the fault. */
  setFault(fault?: ActiveFault): void;
  /** Number of requests that a fault struck since the fault was set. */
  struck(): number;
  close(): Promise<void>;
}

/** One connection through the proxy. */
const connectThrough = (client: Socket, server: Socket, decide: () => ActiveFault | undefined): void => {
  let fault: ActiveFault | undefined;
  let isOpen = true;
  // Answers that come late, and the end that follows them.
  let late = Promise.resolve();
  for (const socket of [client, server]) {
    socket.setNoDelay(true);
    // 'close' follows.
    socket.on('error', () => {});
  }
  client.on('close', () => {
    isOpen = false;
    server.destroy();
  });
  server.on('close', () => {
    if (fault?.kind !== 'black-hole') void late.then(() => client.destroySoon());
  });
  client.on('data', (chunk: Buffer) => {
    if (!isOpen) return;
    // A swallowed request has no answer, so that nothing else follows on its connection.
    if (fault?.kind === 'black-hole') return;
    fault = decide();
    if (fault?.kind === 'black-hole') return;
    if (fault?.kind === 'half-close') {
      client.end();
      return;
    }
    // A reset may come after the server has done its work: the request passes, its answer does not.
    server.write(chunk);
  });
  server.on('data', (chunk: Buffer) => {
    if (!isOpen) return;
    switch (fault?.kind) {
      case 'reset':
        isOpen = false;
        client.resetAndDestroy();
        server.destroy();
        break;
      case 'truncated':
        isOpen = false;
        client.end(chunk.subarray(0, Math.ceil(chunk.length / 2)));
        server.destroy();
        break;
      case 'latency': {
        const { latencyMs } = fault;
        late = late.then(() => sleep(latencyMs)).then(() => void client.write(chunk));
        break;
      }
      default:
        client.write(chunk);
    }
  });
  client.on('end', () => server.end());
  server.on('end', () => {
    if (fault?.kind !== 'black-hole') void late.then(() => client.end());
  });
};

/**
 * Starts a proxy on a free port of this machine.
 * @param random numbers in [0, 1); they decide which requests a fault strikes.
 */
export const startFaultProxy = async (random: () => number): Promise<FaultProxy> => {
  let target: { readonly host: string; readonly port: number } | undefined;
  let active: ActiveFault | undefined;
  let struck = 0;
  const sockets = new Set<Socket>();
  const decide = (): ActiveFault | undefined => {
    if (!active || random() >= active.share) return undefined;
    struck += 1;
    return active;
  };
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    track(client);
    if (!target) {
      client.destroy();
      return;
    }
    connectThrough(client, track(connect({ ...target, allowHalfOpen: true })), decide);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    forwardTo(url) {
      const { hostname, port: targetPort } = new URL(url);
      target = { host: hostname, port: Number(targetPort) };
    },
    setFault(fault) {
      active = fault;
      if (fault) struck = 0;
    },
    struck: () => struck,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
};
