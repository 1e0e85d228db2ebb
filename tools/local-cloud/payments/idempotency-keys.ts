import type { HttpResponse } from '../http/http-response.ts';
import * as fault from './stripe-fault.ts';

interface KeyRecord {
  readonly request: string;
  /** Absent while the first request is running. */
  readonly answer?: HttpResponse;
}

/** Outcomes of the requests of an idempotency key. */
export interface IdempotencyKeys {
  /**
   * @param request everything that has to be the same when the key is used again.
   * @returns the answer to repeat, or `undefined` when the caller is the first and has the key from now on.
   * @throws {StripeFault} 400 when the key belongs to another request, 409 while its request is running.
   */
  claim(key: string, request: string): HttpResponse | undefined;
  keep(key: string, answer: HttpResponse): void;
  /** Frees the key of a request that was not carried out. */
  release(key: string): void;
}

export const createIdempotencyKeys = (): IdempotencyKeys => {
  const records = new Map<string, KeyRecord>();
  return {
    claim(key, request) {
      const record = records.get(key);
      if (!record) {
        records.set(key, { request });
        return undefined;
      }
      if (record.request !== request) throw fault.keyReused();
      if (!record.answer) throw fault.keyInUse();
      return record.answer;
    },
    keep(key, answer) {
      const record = records.get(key);
      if (record) records.set(key, { ...record, answer });
    },
    release(key) {
      if (!records.get(key)?.answer) records.delete(key);
    },
  };
};
