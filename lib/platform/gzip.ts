import { gunzipSync } from 'node:zlib';

/** Whether a client takes gzip, by its `Accept-Encoding`: named or `*`, and not with a weight of 0. */
export const acceptsGzip = (acceptEncoding: string | undefined = ''): boolean => {
  const weights = new Map(
    acceptEncoding.split(',').map((coding) => {
      const [name = '', ...parameters] = coding.split(';').map((part) => part.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, q === undefined ? 1 : Number(q.slice(2))];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
};

/** The text of compressed bytes in Base64. */
export const textOfGzip = (base64: string): string => gunzipSync(Buffer.from(base64, 'base64')).toString();
