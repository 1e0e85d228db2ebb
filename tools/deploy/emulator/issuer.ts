import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An issuer of access tokens for the test of a deployment. */
export interface Issuer {
  readonly url: string;
  token(subject: string, audience: string, scope: string): Promise<string>;
  close(): void;
}

const keyId = 'deployment-test';

/** Starts an OpenID Connect issuer that serves its discovery document and its key. */
export const startIssuer = async (): Promise<Issuer> => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg: 'RS256', use: 'sig' };
  const server = createServer(({ url: path }, response) => {
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys: [jwk] },
    };
    const document = documents[path ?? ''];
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as { readonly port: number }).port}`;
  return {
    url,
    token: (subject, audience, scope) =>
      new SignJWT({ scope })
        .setProtectedHeader({ alg: 'RS256', kid: keyId })
        .setIssuer(url)
        .setSubject(subject)
        .setAudience(audience)
        // The emulator refuses a token of this very second.
        .setIssuedAt(Math.floor(Date.now() / 1_000) - 5)
        .setExpirationTime('1h')
        .sign(privateKey),
    close: () => server.close(),
  };
};
