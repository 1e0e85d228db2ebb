import { headers } from '../contract/headers.ts';
import type { StoredResponse } from '../contract/stored-response.ts';
import type { ApiResponse } from '../platform/response.ts';

/** The answer of a command; a replayed one says so, and is otherwise the same byte for byte. */
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
