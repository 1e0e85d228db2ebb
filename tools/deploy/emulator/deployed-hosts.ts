import { createSelfSignedCertificate } from '../../bench/tls/self-signed-certificate.ts';
import { emulatedRegion } from './emulator.ts';
import type { AnswerHost } from './public-hosts.ts';

/** Host of the issuer in the settings. Tokens are of another issuer, which the emulator reaches. */
export const issuerHost = 'login.shop.test';

const apiHosts = `execute-api.${emulatedRegion}.amazonaws.com`;

/** A certificate for the issuer and every HTTP API. */
export const hostCertificate = () => createSelfSignedCertificate(new Date(), [issuerHost, `*.${apiHosts}`]);

/** Answers for APIs by the emulator, and for the issuer by its configuration. */
export const answerHost =
  (emulatorUrl: string): AnswerHost =>
  ({ hostname, pathname, origin }) => {
    const [apiId, ...domain] = hostname.split('.');
    if (domain.join('.') === apiHosts)
      return { from: `${emulatorUrl}/_aws/execute-api/${apiId}/$default${pathname}` };
    if (hostname !== issuerHost || pathname !== '/.well-known/openid-configuration') return undefined;
    return { document: { issuer: origin, jwks_uri: `${origin}/keys` } };
  };
