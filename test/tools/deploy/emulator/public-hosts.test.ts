import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSelfSignedCertificate } from '../../../../tools/bench/tls/self-signed-certificate.ts';
import { type PublicHosts, startPublicHosts } from '../../../../tools/deploy/emulator/public-hosts.ts';

const certificate = createSelfSignedCertificate(new Date(), ['login.shop.test', 'other.test']);

describe('startPublicHosts', () => {
  let hosts: PublicHosts;
  beforeAll(async () => {
    hosts = await startPublicHosts(certificate, ({ hostname, pathname }) =>
      hostname === 'login.shop.test' ? { document: { pathname } } : undefined,
    );
  });
  afterAll(() => hosts.close());

  /** Gets an address by the proxy, as a client that trusts its certificate. */
  const get = (hostname: string, path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const asking = request(hosts.url, { method: 'CONNECT', path: `${hostname}:443` });
      asking.on('error', reject).on('connect', (_answer, socket) => {
        const secure = connectTls({ socket, servername: hostname, ca: certificate.certificate }, () => {
          secure.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
        });
        secure.on('error', reject);
        text(secure).then(resolve, reject);
      });
      asking.end();
    });

  it('answers for a host by its certificate', async () => {
    expect(await get('login.shop.test', '/keys')).toContain('{"pathname":"/keys"}');
    expect(hosts.refused).toEqual([]);
  });

  it('answers nothing for another host, and tells that it was asked for', async () => {
    expect(await get('other.test', '/')).toMatch(/^HTTP\/1\.1 404/);
    expect((await fetch(hosts.url)).status).toBe(403);
    expect(hosts.refused).toEqual(['https://other.test/', '/']);
  });
});
