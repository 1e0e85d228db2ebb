import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import { readIfPresent } from '../state/read-if-present.ts';

/** The only algorithm that tokens are signed with and accepted in. */
export const signingAlgorithm = 'RS256';

export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

const fromPrivateJwk = async (jwk: JWK): Promise<SigningKey> => {
  const { kty = '', n = '', e = '' } = jwk;
  const keyId = await calculateJwkThumbprint({ kty, n, e });
  const privateKey = (await importJWK(jwk, signingAlgorithm)) as CryptoKey;
  return { keyId, privateKey, publicJwk: { kty, n, e, kid: keyId, alg: signingAlgorithm, use: 'sig' } };
};

const generatePrivateJwk = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(signingAlgorithm, { modulusLength: 2048, extractable: true });
  return exportJWK(privateKey);
};

/** @param file where the key is kept from one run to the next; without it, every run has its own. */
export const loadSigningKey = async (file?: string): Promise<SigningKey> => {
  if (file === undefined) return fromPrivateJwk(await generatePrivateJwk());
  const kept = await readIfPresent(file);
  if (kept !== undefined) return fromPrivateJwk(JSON.parse(kept));
  const jwk = await generatePrivateJwk();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(jwk), { mode: 0o600 });
  return fromPrivateJwk(jwk);
};
