import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A server that can close all its connections. */
export interface ClosingServer {
  readonly port: number;
  /** Lets so many requests wait for one another, so that each takes a connection of its own. */
  expect(requests: number): void;
  /** Closes every connection, as servers do with idle ones. */
  closeConnections(): Promise<void>;
  stop(): Promise<void>;
}

const serve = async (server: Server, expectRequests: ClosingServer['expect']): Promise<ClosingServer> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const closeConnections = async () => {
    await Promise.all(
      [...sockets].map((socket) => {
        const closed = once(socket, 'close');
        socket.destroy();
        return closed;
      }),
    );
  };
  return {
    port: (server.address() as AddressInfo).port,
    expect: expectRequests,
    closeConnections,
    async stop() {
      server.close();
      await closeConnections();
    },
  };
};

/** Has what the answers of all AWS services here and of Stripe must have. */
const answer = JSON.stringify({
  Item: {},
  Entries: [],
  FailedEntryCount: 0,
  ARN: 'a',
  SecretString: 's',
  id: 'pi_1',
});

export const startClosingHttpServer = (): Promise<ClosingServer> => {
  let missing = 0;
  let arrived = Promise.withResolvers<void>();
  const server = createHttpServer(async (request, response) => {
    await request.toArray();
    missing -= 1;
    if (missing <= 0) arrived.resolve();
    await arrived.promise;
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(answer);
  });
  return serve(server, (requests) => {
    missing = requests;
    arrived = Promise.withResolvers();
  });
};

/** Answers commands in Valkey's protocol. */
export const startClosingValkeyServer = (): Promise<ClosingServer> => {
  const server = createServer((socket) => {
    socket.setEncoding('latin1').on('data', (text: string) => {
      for (const command of text.split(/(?=^\*\d+\r\n)/m)) {
        socket.write(/\r\ninfo\r\n/i.test(command) ? '$9\r\nloading:0\r\n' : '+PONG\r\n');
      }
    });
  });
  return serve(server, () => {});
};
