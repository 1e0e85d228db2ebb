import * as z from 'zod';
import { asyncFailuresPrefix } from '../contract/failure-records.ts';
import { canonicalQuery, SignatureV4, type SignerOptions } from '../platform/aws/signature-v4.ts';
import type { CallOptions } from '../platform/call-options.ts';
import { type GivenUpBatch, type GivenUpBatches, redrivenConsumers } from './redrive-batches.ts';

/** The failure bucket of a stage, and how to reach it. */
export interface FailureBucket {
  readonly name: string;
  readonly region: string;
  /** Overrides AWS's own address; the name of the bucket is then in the path. */
  readonly endpoint?: string | undefined;
  readonly credentials: SignerOptions['credentials'];
  readonly fetch: typeof fetch;
}

/** Bound of one request, in milliseconds. */
const requestTimeoutMs = 10_000;

/** Lambda's record of a failed invocation. */
const failureRecord = z.object({ requestPayload: z.object({ awslogs: z.object({ data: z.string() }) }) });

/** The consumer that a key names: `aws/lambda/async/order-service-prod-aggregate-metrics/2026/07/01/…`. */
const consumerOf = (key: string) => {
  const [functionName = ''] = key.slice(asyncFailuresPrefix.length).split('/');
  return redrivenConsumers.find((id) => functionName === id || functionName.endsWith(`-${id}`));
};

/** Text of the first element of a name. Lambda names its records with characters that XML leaves as they are. */
const textOf = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

/**
 * The batches in the failure bucket of a stage, by the three requests of S3 that they need. Batches of other functions
 * stay there: their events are in the table. A request is never repeated; the next run of the job is.
 */
export const createS3GivenUpBatches = (bucket: FailureBucket): GivenUpBatches => {
  const { name, region, endpoint, credentials } = bucket;
  const signer = new SignatureV4({ credentials, region, service: 's3' });
  const base =
    endpoint === undefined ? `https://${name}.s3.${region}.amazonaws.com/` : `${endpoint}/${name}/`;

  /** @throws {Error} with S3's own words when it refuses. */
  const send = async (
    method: 'GET' | 'DELETE',
    key: string,
    query: Readonly<Record<string, string>>,
    { signal }: CallOptions,
  ): Promise<string> => {
    const url = new URL(`${base}${key}`);
    const signed = await signer.sign({ method, path: url.pathname, query, headers: { host: url.host } });
    // It is part of the address, and no client may set it.
    const { host: _, ...headers } = signed.headers;
    url.search = canonicalQuery(query);
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
    const answer = await bucket.fetch(url, { method, headers, signal: bounded });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`failure bucket: ${answer.status} ${textOf(text, 'Message') ?? ''}`);
    return text;
  };

  return {
    async *list(options) {
      let token: string | undefined;
      do {
        const query = {
          'list-type': '2',
          prefix: asyncFailuresPrefix,
          ...(token !== undefined && { 'continuation-token': token }),
        };
        const page = await send('GET', '', query, options);
        for (const [object] of page.matchAll(/<Contents>.*?<\/Contents>/gs)) {
          const key = textOf(object, 'Key') ?? '';
          const consumer = consumerOf(key);
          const givenUpAt = Date.parse(textOf(object, 'LastModified') ?? '');
          if (consumer) yield { key, consumer, givenUpAt };
        }
        token = textOf(page, 'NextContinuationToken');
      } while (token !== undefined);
    },
    read: async ({ key }: GivenUpBatch, options) =>
      failureRecord.parse(JSON.parse(await send('GET', key, {}, options))).requestPayload,
    remove: async ({ key }, options) => {
      await send('DELETE', key, {}, options);
    },
  };
};
