import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { ProxyInstruction } from './start-proxy.ts';

// A process of its own, so that what encryption costs this side is not charged to what is measured.

let upstreamPort = 0;

const forward = (client: TLSSocket) => {
  const upstream = connect({ port: upstreamPort, host: '127.0.0.1', noDelay: true });
  client.setNoDelay(true);
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
  client.pipe(upstream).pipe(client);
};

process.on('message', (instruction: ProxyInstruction) => {
  if ('upstreamPort' in instruction) {
    upstreamPort = instruction.upstreamPort;
    process.send?.({ upstreamPort });
    return;
  }
  const server = createServer({ cert: instruction.certificate, key: instruction.privateKey }, forward);
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
});
process.on('disconnect', () => process.exit());
