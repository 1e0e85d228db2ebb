import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Certificate } from '../../bench/tls/self-signed-certificate.ts';

/** Answers a request to a public host: with what another address answers, or with a document. */
export type HostAnswer = { readonly from: string } | { readonly document: unknown };

/** @returns `undefined` when there is nothing under the address. */
export type AnswerHost = (url: URL) => HostAnswer | undefined;

/** A proxy that stands in for public hosts, and lets nothing out of this machine. */
export interface PublicHosts {
  /** Address of the proxy, for `HTTPS_PROXY`. */
  readonly url: string;
  /** Addresses of requests that no server here answers. */
  readonly refused: readonly string[];
  close(): void;
}

const loopback = '127.0.0.1';
const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

/** Starts the proxy. It ends the encryption itself, by the certificate of the hosts. */
export const startPublicHosts = async (
  { certificate, privateKey }: Certificate,
  answerHost: AnswerHost,
): Promise<PublicHosts> => {
  const refused: string[] = [];
  const hosts = createTlsServer({ cert: certificate, key: privateKey }, async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', `https://${incoming.headers.host}`);
    const answer = answerHost(url);
    if (answer === undefined) {
      refused.push(url.href);
      outgoing.writeHead(404).end();
      return;
    }
    const { status, body } =
      'from' in answer
        ? await fetch(answer.from).then(
            async (found) => ({ status: found.status, body: await found.text() }),
            (error: unknown) => ({ status: 502, body: String(error) }),
          )
        : { status: 200, body: JSON.stringify(answer.document) };
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }).listen(0, loopback);
  const proxy = createServer((incoming, outgoing) => {
    refused.push(incoming.url ?? '');
    outgoing.writeHead(403).end();
  });
  // Whatever host is named, the connection ends here.
  proxy.on('connect', (_request, socket) => {
    const inward = connect(portOf(hosts), loopback);
    socket.on('error', () => inward.destroy());
    inward.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(inward).pipe(socket);
  });
  proxy.listen(0, loopback);
  await Promise.all([once(hosts, 'listening'), once(proxy, 'listening')]);
  return {
    url: `http://${loopback}:${portOf(proxy)}`,
    refused,
    close() {
      proxy.close();
      hosts.close();
      hosts.closeAllConnections();
      proxy.closeAllConnections();
    },
  };
};
