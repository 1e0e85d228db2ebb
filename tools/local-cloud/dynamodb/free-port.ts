import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { loopback } from '../http/http-server.ts';

/** A port that was free a moment ago; another process may take it first. */
export const findFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, loopback);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
