import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createSelfSignedCertificate } from '../../../../tools/bench/tls/self-signed-certificate.ts';

describe('createSelfSignedCertificate', () => {
  it('makes a certificate that is signed by its own RSA key of 2048 bits', () => {
    const certificate = new X509Certificate(createSelfSignedCertificate().certificate);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  it('makes a certificate that is valid for a day from the given time', () => {
    const now = new Date('2031-02-03T04:05:06Z');
    const certificate = new X509Certificate(createSelfSignedCertificate(now).certificate);
    expect(new Date(certificate.validTo)).toEqual(new Date('2031-02-04T04:05:06Z'));
  });

  it('makes a certificate that a client that trusts it accepts for 127.0.0.1', async () => {
    const { certificate, privateKey } = createSelfSignedCertificate();
    const server = createServer({ cert: certificate, key: privateKey }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect({ host: '127.0.0.1', port, ca: certificate });
    await once(client, 'secureConnect');
    expect(client.authorized).toBe(true);
    client.destroy();
    server.close();
  });
});
