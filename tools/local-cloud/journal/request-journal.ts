import type { Gateway, GatewayAnswer } from '../gateway/gateway.ts';
import type { Exchange } from '../http/exchange.ts';
import type { HttpResponse } from '../http/http-response.ts';
import { rootOf } from './invocation-journal.ts';
import { createRing } from './ring.ts';

/** A request to the API and its answer. Bodies are absent when they are large. */
export interface RecordedRequest {
  /** The gateway's id. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly answer: Pick<GatewayAnswer, 'route' | 'coldStart' | 'authorizerError' | 'explanation'> & {
    readonly integrationError?: string;
  };
  readonly traceId?: string;
  readonly requestHeaders: Readonly<Record<string, string | string[] | undefined>>;
  readonly requestBody?: Buffer;
  readonly status: number;
  readonly responseHeaders: HttpResponse['headers'];
  readonly responseBody?: string | Buffer;
}

/** The newest requests. */
export interface RequestJournal {
  /** A gateway that is watched: it answers the same, and each request is in the journal. */
  watch(gateway: Gateway): Gateway;
  find(id: string): RecordedRequest | undefined;
  /** Oldest first. */
  list(): readonly RecordedRequest[];
}

export interface RequestJournalOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onEnd?: (request: RecordedRequest) => void;
  readonly capacity?: number;
}

const maxBodyBytes = 64 * 1024;

const ifSmall = <T extends string | Buffer>(body: T | undefined): T | undefined =>
  body !== undefined && body.length <= maxBodyBytes ? body : undefined;

/** A small buffer is a part of 64 KB, all of which it would keep alive. */
const copied = (body: Buffer): Buffer => Buffer.from(Uint8Array.from(body).buffer);

export const createRequestJournal = ({
  now,
  onEnd = () => {},
  capacity = 1_000,
}: RequestJournalOptions): RequestJournal => {
  const ring = createRing<RecordedRequest>(capacity);
  return {
    watch: (gateway) => async (exchange) => {
      const at = now();
      const begun = performance.now();
      let body: Buffer | undefined;
      const watched: Exchange = {
        request: exchange.request,
        async readBody(limitBytes) {
          body = await exchange.readBody(limitBytes);
          return body;
        },
      };
      const answer = await gateway(watched);
      const { response, requestId, route, coldStart, authorizerError, explanation, integration } = answer;
      const requestBody = ifSmall(body);
      const responseBody = ifSmall(response.body);
      const recorded: RecordedRequest = {
        id: requestId,
        at,
        ms: performance.now() - begun,
        method: exchange.request.method ?? '',
        target: exchange.request.url ?? '',
        answer: {
          coldStart,
          ...(route && { route }),
          ...(authorizerError !== undefined && { authorizerError }),
          ...(explanation !== undefined && { explanation }),
          ...(integration?.error !== undefined && { integrationError: integration.error }),
        },
        ...(answer.traceHeader !== undefined && { traceId: rootOf(answer.traceHeader) }),
        requestHeaders: exchange.request.headers,
        ...(requestBody && { requestBody: copied(requestBody) }),
        status: response.status,
        responseHeaders: response.headers,
        ...(responseBody !== undefined && { responseBody }),
      };
      ring.add(recorded);
      onEnd(recorded);
      return answer;
    },
    find: (id) => ring.entries().find((request) => request.id === id),
    list: ring.entries,
  };
};
