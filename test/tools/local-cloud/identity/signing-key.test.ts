import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSigningKey } from '../../../../tools/local-cloud/identity/signing-key.ts';

describe('loadSigningKey', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'signing-key-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('makes another key for every run when none is kept', async () => {
    const [one, other] = await Promise.all([loadSigningKey(), loadSigningKey()]);
    expect(one.keyId).not.toBe(other.keyId);
  });

  it('publishes nothing of the private key', async () => {
    const { publicJwk } = await loadSigningKey();
    expect(Object.keys(publicJwk).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('keeps the key in a file that only its owner may read', async () => {
    const file = join(directory, 'state', 'key.json');
    const first = await loadSigningKey(file);
    expect((await loadSigningKey(file)).keyId).toBe(first.keyId);
    expect((await stat(file)).mode & 0o077).toBe(process.platform === 'win32' ? expect.any(Number) : 0);
  });
});
