import { randomUUID } from 'node:crypto';
import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { RequestJournal } from '../journal/request-journal.ts';

/** Headers that belong to one connection, to the client, or to one request. */
const ownHeaders =
  /^(?:host|connection|keep-alive|transfer-encoding|expect|content-length|user-agent|accept-encoding|origin|referer|sec-.*|x-amzn-trace-id|x-correlation-id)$/;

const idempotencyKey = 'idempotency-key';

/**
 * `POST /local/requests/{id}/again`: sends a recorded request once more, with a correlation id of its own; with the body
 * `{"newKey":true}` under a new idempotency key. Answers status and id of the new request.
 * @param url address of the API.
 */
export const createSendAgain =
  (id: string, url: string, requests: Pick<RequestJournal, 'find'>): RequestHandler =>
  async ({ request, readBody }) => {
    const recorded = requests.find(id);
    if (!recorded) return jsonResponse(404, { message: `Request ${id} is not known, or no longer kept.` });
    const newKey = /"newKey"\s*:\s*true/.test((await readBody(1_024))?.toString() ?? '');
    const headers = new Headers({ 'user-agent': request.headers['user-agent'] ?? 'console' });
    for (const [name, value] of Object.entries(recorded.requestHeaders)) {
      if (value !== undefined && !ownHeaders.test(name)) headers.set(name, String(value));
    }
    if (newKey) headers.set(idempotencyKey, randomUUID());
    const hasBody = !/^(?:GET|HEAD)$/.test(recorded.method) && recorded.requestBody !== undefined;
    const answer = await fetch(`${url}${recorded.target}`, {
      method: recorded.method,
      headers,
      ...(hasBody && { body: new Uint8Array(recorded.requestBody ?? []) }),
    });
    return jsonResponse(200, { status: answer.status, id: answer.headers.get('apigw-requestid') });
  };
