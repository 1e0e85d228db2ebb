import { headers } from '../contract/headers.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import { type ApiResponse, json } from '../platform/response.ts';

/** The response of a command; a replayed one says so, and is otherwise the same byte for byte. */
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

/** The response of a readiness check: 200 when every check passed, otherwise 503. */
export const presentReadiness = (readiness: {
  status: 'ok' | 'degraded';
  checks: Readonly<Record<string, string>>;
}): ApiResponse => json(readiness.status === 'ok' ? 200 : 503, readiness);

/** Every field of a response, optional ones included: `satisfies` it, and no field is forgotten. */
export type EveryField<T> = { readonly [K in keyof Required<T>]: T[K] };
