import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { forwardPorts } from '../../../tools/sam/forward-ports.ts';

/** Another address of the loopback interface; only Linux answers there by default. */
const another = '127.0.0.2';

const startService = async () => {
  const server = createServer((socket) => socket.end('served')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
};

describe.skipIf(process.platform !== 'linux')('forwardPorts', () => {
  it('connects a port of the address to the same port of the loopback interface', async () => {
    const { server, port } = await startService();
    const stop = await forwardPorts(another, [port]);
    expect(await text(connect(port, another))).toBe('served');
    stop();
    server.close();
  });

  it('names the port that it cannot listen on', async () => {
    const { server, port } = await startService();
    await expect(forwardPorts('127.0.0.1', [port])).rejects.toThrow(
      `Port ${port} of 127.0.0.1 cannot be listened on: EADDRINUSE.`,
    );
    server.close();
  });
});
