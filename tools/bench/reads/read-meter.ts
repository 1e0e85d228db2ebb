import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Cost of reads. */
export interface ReadCost {
  /** Number of calls by operation, such as `Query`. */
  readonly calls: Readonly<Record<string, number>>;
  /** Read units, as the database reports them. */
  readonly units: number;
}

const reads = /^(?:Get|BatchGet|Query|Scan)/;

/** Measures the reads of a client. Each call of the result gives those since the one before. */
export const meterReads = (documents: DynamoDBDocumentClient): (() => ReadCost) => {
  let calls: Record<string, number> = {};
  let units = 0;
  documents.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        if (!reads.test(commandName)) return next(call);
        const operation = commandName.replace(/Command$/, '');
        calls[operation] = (calls[operation] ?? 0) + 1;
        const input = { ...call.input, ReturnConsumedCapacity: 'TOTAL' };
        const answer = await next({ ...call, input } as typeof call);
        const { ConsumedCapacity: consumed } = answer.output as {
          ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
        };
        for (const { CapacityUnits = 0 } of [consumed ?? []].flat()) units += CapacityUnits;
        return answer;
      },
    { step: 'initialize' },
  );
  return () => {
    const cost = { calls, units };
    calls = {};
    units = 0;
    return cost;
  };
};
