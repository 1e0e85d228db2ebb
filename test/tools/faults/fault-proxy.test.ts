import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FaultProxy, type NetworkFault, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';

describe('startFaultProxy', () => {
  let server: Server;
  let proxy: FaultProxy;
  let served = 0;
  const answer = 'x'.repeat(1_000);

  beforeAll(async () => {
    server = createServer((_, response) => {
      served += 1;
      response.end(answer);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await startFaultProxy(() => 0.4);
    proxy.forwardTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(async () => {
    await proxy.close();
    server.close();
  });
  beforeEach(() => {
    proxy.setFault();
    served = 0;
  });

  const disturb = (kind: NetworkFault, share = 1) => proxy.setFault({ kind, share, latencyMs: 1 });

  /** One request on a connection of its own: what comes back, and how the connection ends. */
  const ask = async (): Promise<{ readonly received: string; readonly end: string }> => {
    const socket = connect({ port: Number(new URL(proxy.url).port), host: '127.0.0.1' });
    let received = '';
    const ended = Promise.withResolvers<string>();
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk;
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => ended.resolve(String(code)));
    socket.on('end', () => ended.resolve('end'));
    socket.write('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    const end = await ended.promise;
    socket.destroy();
    return { received, end };
  };

  it('passes everything on without a fault', async () => {
    const { received, end } = await ask();
    expect(received).toMatch(new RegExp(`^HTTP/1.1 200 OK[^]*${answer}$`));
    expect(end).toBe('end');
  });

  it('brings an answer late and whole', async () => {
    disturb('latency');
    expect((await ask()).received).toContain(answer);
    expect(proxy.struck()).toBe(1);
  });

  it('resets the connection after the server has done its work', async () => {
    disturb('reset');
    expect(await ask()).toEqual({ received: '', end: 'ECONNRESET' });
    expect(served).toBe(1);
  });

  it('closes the connection without an answer', async () => {
    disturb('half-close');
    expect(await ask()).toEqual({ received: '', end: 'end' });
    expect(served).toBe(0);
  });

  it('ends an answer in the middle', async () => {
    disturb('truncated');
    const { received, end } = await ask();
    expect(end).toBe('end');
    expect(received).toMatch(/^HTTP/);
    expect(received).not.toContain(answer);
  });

  it('drops a request, and forwards those after the fault', async () => {
    disturb('black-hole');
    const socket = connect({ port: Number(new URL(proxy.url).port), host: '127.0.0.1' });
    const ended = once(socket, 'close');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.write('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    while (proxy.struck() === 0) await new Promise(setImmediate);
    proxy.setFault();
    expect((await ask()).received).toContain(answer);
    expect(received).toBe('');
    expect(served).toBe(1);
    socket.destroy();
    await ended;
  });

  it('disturbs a share of the requests', async () => {
    disturb('half-close', 0.4);
    expect((await ask()).received).toContain(answer);
    disturb('half-close', 0.41);
    expect((await ask()).received).toBe('');
  });
});
