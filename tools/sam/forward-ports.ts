import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { CommandError } from '../command-line/command-error.ts';

const loopback = '127.0.0.1';

const forward = async (address: string, port: number): Promise<Server> => {
  const server = createServer((client) => {
    const service = connect(port, loopback);
    client.pipe(service).pipe(client);
    client.on('error', () => service.destroy()).on('close', () => service.destroy());
    service.on('error', () => client.destroy()).on('close', () => client.destroy());
  });
  server.listen(port, address);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`Port ${port} of ${address} cannot be listened on: ${error.code}.`);
  });
  return server;
};

/**
 * Forwards connections to ports of another address of this machine to the same ports of its loopback interface.
 * @returns stops it.
 * @throws {CommandError} when a port cannot be listened on.
 */
export const forwardPorts = async (address: string, ports: readonly number[]): Promise<() => void> => {
  const servers = await Promise.all(ports.map((port) => forward(address, port)));
  return () => {
    for (const server of servers) server.close();
  };
};
