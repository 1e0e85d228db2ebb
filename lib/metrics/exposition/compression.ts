import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ApiResponse } from '../../platform/response.ts';

const compress = promisify(gzip);

/** Whether a client takes gzip, by its `Accept-Encoding`: named or `*`, and not with a weight of 0. */
const takesGzip = (acceptEncoding: string): boolean => {
  const weights = new Map(
    acceptEncoding.split(',').map((coding) => {
      const [name = '', ...parameters] = coding.split(';').map((part) => part.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, q === undefined ? 1 : Number(q.slice(2))];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
};

/** The response in gzip for a client that takes it, otherwise as it is. */
export const compressed = async (
  response: ApiResponse,
  acceptEncoding: string | undefined,
): Promise<ApiResponse> => {
  if (!takesGzip(acceptEncoding ?? '')) return response;
  const bytes = await compress(response.body);
  return {
    ...response,
    headers: { ...response.headers, 'Content-Encoding': 'gzip' },
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  };
};
