import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 as SdkSignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SignatureV4 } from '../../../../lib/platform/aws/signature-v4.ts';
import { aCodePoint } from '../../../builders/a-code-point.ts';

type ValueOf<A> = A extends fc.Arbitrary<infer V> ? V : never;

const word = fc.stringMatching(/^[A-Za-z0-9+/=]{1,40}$/);
const request = fc.record({
  path: fc.constantFrom('/', '/service/Granite/operation/Put Data', "/a/b'(c)*!/"),
  body: fc.oneof(fc.string({ unit: aCodePoint }), fc.uint8Array(), fc.constant(undefined)),
  target: fc.stringMatching(/^[ -~]{0,30}$/),
});
const signing = fc.record({
  credentials: fc.record(
    { accessKeyId: word, secretAccessKey: word, sessionToken: word },
    { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
  ),
  signingDate: fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true }),
  service: fc.constantFrom('dynamodb', 'events', 'secretsmanager'),
  region: fc.constantFrom('us-east-1', 'eu-central-1'),
});

const toRequest = ({ path, body, target }: ValueOf<typeof request>) =>
  new HttpRequest({
    method: 'POST',
    hostname: 'localhost',
    path,
    headers: {
      host: 'localhost',
      'content-type': 'application/x-amz-json-1.0',
      'content-length': '7',
      'amz-sdk-request': 'attempt=1; max=1',
      'user-agent': 'test',
      'x-amz-target': target,
    },
    body,
  });

/** The SDK signs these, too; AWS does not ask for them. */
const unsignableHeaders = new Set(['content-length', 'amz-sdk-request']);

const signBoth = async (
  of: ValueOf<typeof request>,
  { credentials, ...settings }: ValueOf<typeof signing>,
) => {
  const { signingDate, region, service } = settings;
  const options = { credentials: async () => credentials, region, service, sha256: Sha256 };
  const sdk = new SdkSignatureV4(options).sign(toRequest(of), { signingDate, unsignableHeaders });
  return Promise.all([new SignatureV4(options).sign(toRequest(of), { signingDate }), sdk]);
};

describe('SignatureV4', () => {
  it('signs any request with any credentials as the SDK’s own signer does', async () => {
    await fc.assert(
      fc.asyncProperty(request, signing, async (of, settings) => {
        const [own, sdk] = await signBoth(of, settings);
        expect(own.headers).toEqual(sdk.headers);
      }),
    );
  });

  it('prefers the region and the service of the call', async () => {
    const signer = new SignatureV4({
      credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
      region: async () => 'us-east-1',
      service: 'dynamodb',
    });
    const of = { path: '/' as const, body: '{}', target: '' };
    const { headers } = await signer.sign(toRequest(of), {
      signingRegion: 'eu-west-1',
      signingService: 'events',
    });
    expect(headers['authorization']).toContain('/eu-west-1/events/aws4_request');
  });

  // Amazon S3 API Reference, "Examples: Signature Calculations", GET Bucket (List Objects).
  it('signs a query as the example of S3 does', async () => {
    const signer = new SignatureV4({
      credentials: async () => ({
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      }),
      region: 'us-east-1',
      service: 's3',
    });
    const list = {
      method: 'GET',
      path: '/',
      query: { prefix: 'J', 'max-keys': '2' },
      headers: { host: 'examplebucket.s3.amazonaws.com' } as Record<string, string>,
    };
    const { headers } = await signer.sign(list, { signingDate: new Date('2013-05-24T00:00:00Z') });
    expect(headers['authorization']).toContain(
      'Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    );
  });
});
