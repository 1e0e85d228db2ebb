import { createHash, createHmac } from 'node:crypto';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../../../lib/platform/aws/sha256.ts';

type Data = string | Uint8Array;
const data = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array());

const digestOf = async (secret: Data | undefined, parts: readonly Data[]): Promise<string> => {
  const hash = new Sha256(secret);
  for (const part of parts) hash.update(part);
  return Buffer.from(await hash.digest()).toString('hex');
};

const expectedOf = (secret: Data | undefined, parts: readonly Data[]): string => {
  const hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

describe('Sha256', () => {
  it('digests any data, with any secret or none, as Node does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.option(data, { nil: undefined }), fc.array(data), async (secret, parts) => {
        expect(await digestOf(secret, parts)).toBe(expectedOf(secret, parts));
        expect(await digestOf(secret, parts)).toBe(expectedOf(secret, parts));
      }),
    );
  });

  it('takes a view of a part of a buffer as that part', async () => {
    const { buffer } = Uint8Array.of(1, 2, 3, 4);
    const part = new DataView(buffer, 1, 2);
    const hash = new Sha256(part);
    hash.update(part);
    const bytes = Uint8Array.of(2, 3);
    expect(Buffer.from(await hash.digest()).toString('hex')).toBe(expectedOf(bytes, [bytes]));
  });

  it.each([undefined, 'secret'])('begins anew after a reset, with the secret %s', async (secret) => {
    const hash = new Sha256(secret);
    hash.update('before');
    hash.reset();
    hash.update('after');
    expect(Buffer.from(await hash.digest()).toString('hex')).toBe(expectedOf(secret, ['after']));
  });

  it('signs requests as the SDK’s own class does, after other credentials, too', async () => {
    const sign = async (sha256: typeof Sha256, secretAccessKey: string) => {
      const signer = new SignatureV4({
        credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
        region: 'us-east-1',
        service: 'dynamodb',
        sha256,
      });
      const request = new HttpRequest({
        method: 'POST',
        hostname: 'dynamodb.us-east-1.amazonaws.com',
        headers: { host: 'dynamodb.us-east-1.amazonaws.com' },
        body: '{"TableName":"é"}',
      });
      const { headers } = await signer.sign(request, { signingDate: new Date(0) });
      return headers['authorization'];
    };
    class NodeSha256 extends Sha256 {
      readonly #hash;
      constructor(secret?: Data) {
        super(secret);
        this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
      }
      override update(part: Data): void {
        this.#hash.update(part);
      }
      override async digest(): Promise<Uint8Array> {
        return this.#hash.digest();
      }
    }
    for (const secret of ['one', 'two', 'three', 'four', 'five', 'one']) {
      expect(await sign(Sha256, secret)).toBe(await sign(NodeSha256 as typeof Sha256, secret));
    }
  });
});
