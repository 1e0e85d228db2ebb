import type { CallOptions } from '../platform/call-options.ts';
import type { DynamoTable } from '../platform/dynamodb/dynamo-client.ts';
import { isAbsent, putIf, transactWrite } from '../platform/dynamodb/write-items.ts';
import { createTally, type TallyOptions } from './tally.ts';
import type { UnansweredRequest, UnansweredStore } from './unanswered-requests.ts';

/** Longer than any line of the access log is accepted. */
const keptSeconds = 30 * 24 * 3_600;

/** Requests of one transaction, which has at most 100 writes. */
const atOnce = 50;

/** The item that says that a request was counted. */
const toMarker = ({ requestId, at }: UnansweredRequest) => ({
  pk: `UNANSWERED#${requestId}`,
  sk: 'REQUEST',
  at,
  ttl: Math.ceil(at / 1_000) + keptSeconds,
});

/**
 * The metrics table. A marker for each request and the growth of the totals are one transaction, so that neither a
 * repeated batch nor a crash changes what is counted.
 */
export const createDynamoUnansweredStore = (
  { client, tableName }: DynamoTable,
  { clock, random }: Omit<TallyOptions, 'tableName'>,
): UnansweredStore => {
  const countTogether = async (
    requests: readonly UnansweredRequest[],
    options: CallOptions,
  ): Promise<readonly UnansweredRequest[]> => {
    if (requests.length === 0) return [];
    const tally = createTally({ tableName, clock, random });
    for (const event of requests.flatMap(({ events }) => events)) tally.increment('slo_events_total', event);
    const markers = requests.map((request) => putIf(tableName, toMarker(request), isAbsent));
    const refused = await transactWrite(client, [...markers, ...tally.writes()], options);
    if (refused.length === 0) return requests;
    const known = new Set(refused.map(({ index }) => index));
    return countTogether(
      requests.filter((_, index) => !known.has(index)),
      options,
    );
  };

  return {
    async *count(requests, options) {
      for (let start = 0; start < requests.length; start += atOnce) {
        yield* await countTogether(requests.slice(start, start + atOnce), options);
      }
    },
  };
};
