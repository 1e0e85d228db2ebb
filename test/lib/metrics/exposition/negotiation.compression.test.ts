import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressResponse } from '../../../../lib/metrics/exposition/negotiation.ts';

const response = { statusCode: 200, headers: { Vary: 'Accept-Encoding' }, body: 'metrics '.repeat(100) };

describe('compressResponse', () => {
  it.each(['gzip', 'GZIP', 'deflate, gzip;q=0.5', '*', 'br;q=1.0, *;q=0.1'])(
    'compresses for a client that takes %s',
    async (acceptEncoding) => {
      const { headers, body, isBase64Encoded, statusCode } = await compressResponse(response, acceptEncoding);
      expect({ statusCode, isBase64Encoded }).toEqual({ statusCode: 200, isBase64Encoded: true });
      expect(headers).toEqual({ Vary: 'Accept-Encoding', 'Content-Encoding': 'gzip' });
      expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toBe(response.body);
      expect(body.length).toBeLessThan(response.body.length);
    },
  );

  it.each([undefined, '', 'identity', 'br', 'gzip;q=0', '*;q=0', 'gzip;q=0, *', 'gzip;q=none'])(
    'leaves the response as it is for a client that takes %s',
    async (acceptEncoding) => {
      expect(await compressResponse(response, acceptEncoding)).toBe(response);
    },
  );
});
