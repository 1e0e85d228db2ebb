import type { ServerResponse } from 'node:http';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
  /** Writes the body piece by piece, instead of `body`, until the client or the server ends it. */
  readonly stream?: (target: ServerResponse) => void;
}

type Headers = Readonly<Record<string, string>>;

export const jsonResponse = (status: number, value: unknown, headers: Headers = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

export const textResponse = (status: number, text: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: text,
});

/** @throws {TypeError} when a header's name or value cannot be sent; then nothing has been. */
export const sendResponse = (
  target: ServerResponse,
  { status, headers, body, stream }: HttpResponse,
): void => {
  for (const [name, value] of Object.entries(headers)) target.setHeader(name, value);
  if (stream) {
    target.statusCode = status;
    stream(target);
    return;
  }
  target.setHeader('content-length', Buffer.byteLength(body));
  target.statusCode = status;
  target.end(body);
};
