import { headers } from '../contract/headers.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import { type ApiResponse, json } from '../platform/response.ts';

/** The response of a command; a replayed one is marked, and otherwise the same byte for byte. */
export const presentResult = ({
  response,
  replayed,
}: {
  readonly response: StoredResponse;
  readonly replayed: boolean;
}): ApiResponse => ({
  ...response,
  headers: { ...response.headers, ...(replayed && { [headers.idempotentReplayed]: 'true' }) },
});

/** The response of a readiness check: 503 when a required check failed; a failed optional check only shows. */
export const presentReadiness = ({
  isReady,
  ...body
}: {
  readonly isReady: boolean;
  readonly status: 'ok' | 'degraded';
  readonly checks: Readonly<Record<string, string>>;
}): ApiResponse => json(isReady ? 200 : 503, body);

/** Every field of a response, optional ones included: `satisfies` it, and no field is forgotten. */
export type EveryField<T> = { readonly [K in keyof Required<T>]: T[K] };
