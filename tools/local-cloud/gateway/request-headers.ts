/** Headers that concern one connection only. */
const hopByHop = new Set([
  'connection',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface RequestHeaders {
  /** By lower-case name; repeated ones joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

/** Name and value pairs of Node's flat `rawHeaders`. */
const pairs = (rawHeaders: readonly string[]): [string, string][] =>
  rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ''] as [string, string]] : [],
  );

/** Headers as payload format 2.0 has them, where cookies are apart. */
export const parseRequestHeaders = (rawHeaders: readonly string[]): RequestHeaders => {
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  for (const [name, value] of pairs(rawHeaders)) {
    if (hopByHop.has(name)) continue;
    if (name === 'cookie') {
      cookies.push(...value.split(/;\s*/).filter((cookie) => cookie !== ''));
      continue;
    }
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return { headers: Object.fromEntries(headers), cookies };
};

/** Bytes that count towards API Gateway's limit: the request line and the values of all headers. */
export const headBytes = (method: string, target: string, rawHeaders: readonly string[]): number =>
  pairs(rawHeaders).reduce(
    (sum, [, value]) => sum + Buffer.byteLength(value),
    Buffer.byteLength(`${method} ${target} HTTP/1.1`),
  );
