import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An HTTP server on a port of its own that answers as a test says, and counts who is connected. */
export const startScriptedServer = async (listener: RequestListener) => {
  const open = new Set<Socket>();
  const server = createServer(listener).listen(0, '127.0.0.1');
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    openSockets: () => open.size,
    connections: () => connections,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
