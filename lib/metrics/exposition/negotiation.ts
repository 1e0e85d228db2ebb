import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { acceptsGzip } from '../../platform/gzip.ts';
import type { ApiResponse } from '../../platform/response.ts';

/** A range of media types that a client accepts. */
interface MediaRange {
  readonly type: string;
  readonly version: string | undefined;
  /** Weight, from 0 (not acceptable) to 1. */
  readonly q: number;
}

const formats = {
  text: { type: 'text/plain', version: '0.0.4' },
  openMetrics: { type: 'application/openmetrics-text', version: '1.0.0' },
} as const;

export type ExpositionFormat = keyof typeof formats;

export const contentTypeOf = (format: ExpositionFormat): string =>
  `${formats[format].type}; version=${formats[format].version}; charset=utf-8`;

const parseRange = (text: string): MediaRange => {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const named = new Map(
    parameters.map((parameter) => parameter.split('=', 2) as [string, string | undefined]),
  );
  const q = Number(named.get('q') ?? 1);
  return { type, version: named.get('version')?.replaceAll('"', ''), q: q >= 0 && q <= 1 ? q : 0 };
};

/** How closely a range names a format, from 1; 0 when it does not take it. RFC 9110, 12.5.1. */
const closeness = (range: MediaRange, format: ExpositionFormat): number => {
  const { type, version } = formats[format];
  if (range.type === '*/*') return 1;
  if (range.type === `${type.split('/')[0]}/*`) return 2;
  if (range.type !== type) return 0;
  if (range.version === undefined) return 3;
  return range.version === version ? 4 : 0;
};

/** How much a client wants a format, and how closely it has named it: the closest range decides. */
const preference = (ranges: readonly MediaRange[], format: ExpositionFormat) => {
  const matching = ranges
    .map((range) => ({ close: closeness(range, format), q: range.q }))
    .filter(({ close }) => close > 0);
  return matching.reduce((best, one) => (one.close > best.close ? one : best), { close: 0, q: 0 });
};

/**
 * The format for a client: the one that it wants more; OpenMetrics when it wants both as much and names it;
 * text 0.0.4 when it says nothing, or nothing that there is.
 * @param accept the `Accept` header.
 */
export const negotiateFormat = (accept: string | undefined): ExpositionFormat => {
  const ranges = (accept ?? '').split(',').map(parseRange);
  const text = preference(ranges, 'text');
  const openMetrics = preference(ranges, 'openMetrics');
  if (openMetrics.q === 0) return 'text';
  if (openMetrics.q !== text.q) return openMetrics.q > text.q ? 'openMetrics' : 'text';
  return openMetrics.close >= 3 ? 'openMetrics' : 'text';
};

const compress = promisify(gzip);

/** The response in gzip for a client that takes it, otherwise as it is. */
export const compressResponse = async (
  response: ApiResponse,
  acceptEncoding: string | undefined,
): Promise<ApiResponse> => {
  if (!acceptsGzip(acceptEncoding)) return response;
  const bytes = await compress(response.body);
  return {
    ...response,
    headers: { ...response.headers, 'Content-Encoding': 'gzip' },
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  };
};
