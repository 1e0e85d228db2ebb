import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';
import type { Checksum, SourceData } from '@smithy/types';

const keysByText = new Map<string, KeyObject>();
const keysByBytes = new WeakMap<object, KeyObject>();
const maxTexts = 4;

/** Making a key is several times slower than an HMAC, and the SDK signs every request with the same two. */
const keyOf = (secret: SourceData): KeyObject => {
  if (typeof secret !== 'string') {
    const key = keysByBytes.get(secret) ?? createSecretKey(new Uint8Array(bytesOf(secret)));
    keysByBytes.set(secret, key);
    return key;
  }
  const key = keysByText.get(secret) ?? createSecretKey(secret, 'utf8');
  // Credentials change within the life of an environment.
  if (keysByText.size >= maxTexts) keysByText.clear();
  keysByText.set(secret, key);
  return key;
};

const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);

/** SHA-256, or its HMAC with a secret, as the SDK's signer calls it. */
export class Sha256 implements Checksum {
  readonly #key: KeyObject | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: SourceData) {
    this.#key = secret === undefined ? undefined : keyOf(secret);
    this.#hash = this.#start();
  }

  #start(): Hash | Hmac {
    return this.#key ? createHmac('sha256', this.#key) : createHash('sha256');
  }

  update(data: SourceData): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#start();
  }
}
