import type { RequestHandler } from '../http/exchange.ts';
import type { HttpResponse } from '../http/http-response.ts';
import type { AccessControl } from '../iam/access-control.ts';
import { bucketArn, type Permission } from '../iam/permission.ts';
import type { FailedDeliveries, FailedDelivery } from './failed-deliveries.ts';

export interface FailureBucketOptions {
  readonly bucketName: string;
  /** Begin of the keys that functions can be granted access to. */
  readonly grantedPrefix: string;
  readonly failures: Pick<FailedDeliveries, 'list' | 'remove'>;
  readonly accessControl: Pick<AccessControl, 'check'>;
}

const mostKeys = 1_000;

const xml = (status: number, body: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const fault = (status: number, code: string, message: string): HttpResponse =>
  xml(status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);

/** Lambda's record of a batch. */
const recordOf = ({ failedAt, functionName, condition, reason, event }: FailedDelivery): string =>
  JSON.stringify({
    version: '1.0',
    timestamp: failedAt,
    requestContext: { functionArn: functionName, condition, approximateInvokeCount: 3 },
    requestPayload: event,
    responsePayload: { errorMessage: reason },
  });

/** ListObjectsV2; the token of the next page is the last key of this one. */
const listObjects = (failures: readonly FailedDelivery[], query: URLSearchParams): HttpResponse => {
  const after = query.get('continuation-token') ?? '';
  const most = Math.min(Number(query.get('max-keys') ?? mostKeys), mostKeys);
  const found = failures
    .filter(({ key }) => key.startsWith(query.get('prefix') ?? '') && key > after)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const page = found.slice(0, most);
  const contents = page.map(
    (failure) =>
      `<Contents><Key>${failure.key}</Key><LastModified>${failure.failedAt}</LastModified>` +
      `<Size>${Buffer.byteLength(recordOf(failure))}</Size></Contents>`,
  );
  const next =
    found.length > most ? `<NextContinuationToken>${page.at(-1)?.key}</NextContinuationToken>` : '';
  return xml(
    200,
    `<ListBucketResult><KeyCount>${page.length}</KeyCount><IsTruncated>${found.length > most}</IsTruncated>` +
      `${next}${contents.join('')}</ListBucketResult>`,
  );
};

const actions: Readonly<Record<string, string>> = { GET: 's3:GetObject', DELETE: 's3:DeleteObject' };

/** S3's protocol for the failure bucket, with the name of the bucket in the path, for the operations in use. */
export const createFailureBucketApi =
  ({ bucketName, grantedPrefix, failures, accessControl }: FailureBucketOptions): RequestHandler =>
  async ({ request }) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bucket');
    const [, bucket, ...rest] = pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    const method = request.method ?? 'GET';
    if (bucket !== bucketName) return fault(404, 'NoSuchBucket', 'The specified bucket does not exist');
    const action = key === '' ? 's3:ListBucket' : actions[method];
    if (action === undefined || (key === '' && method !== 'GET'))
      return fault(501, 'NotImplemented', `The local failure bucket does not know ${method}.`);
    const granted = key.startsWith(grantedPrefix) ? `${grantedPrefix}*` : key;
    const required: Permission = {
      action,
      resource: bucketArn(key === '' ? bucket : `${bucket}/${granted}`),
    };
    if (accessControl.check(request.headers.authorization, [required])) {
      return fault(403, 'AccessDenied', 'Access Denied');
    }
    if (key === '') return listObjects(failures.list(), searchParams);
    if (method === 'DELETE') {
      failures.remove(key);
      return { status: 204, headers: {}, body: '' };
    }
    const found = failures.list().find((failure) => failure.key === key);
    if (!found) return fault(404, 'NoSuchKey', 'The specified key does not exist.');
    return { status: 200, headers: { 'content-type': 'application/json' }, body: recordOf(found) };
  };
