import type { DatabaseLayer } from '../../local-cloud/dynamodb/database-layer.ts';

/** Units that requests have consumed, with those of the indexes. */
export interface ConsumedUnits {
  readonly writeUnits: number;
  readonly readUnits: number;
}

interface Consumed {
  readonly CapacityUnits?: number;
}

const unitsIn = (body: string | Buffer): number => {
  const { ConsumedCapacity: consumed } = JSON.parse(body.toString()) as {
    readonly ConsumedCapacity?: Consumed | readonly Consumed[];
  };
  return [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }: Consumed) => sum + CapacityUnits, 0);
};

const reads = /^(?:Get|BatchGet|Query|Scan|TransactGet)/;
const writes = /^(?:Put|Update|Delete|BatchWrite|TransactWrite)(?!.*(?:Table|TimeToLive))/;

/** Adds up what the database says that requests consumed. */
export const createCapacityMeter = (): { readonly layer: DatabaseLayer; read(): ConsumedUnits } => {
  const sum = { writeUnits: 0, readUnits: 0 };
  return {
    async layer({ operation, content }, forward) {
      const isRead = reads.test(operation);
      if (!isRead && !writes.test(operation)) return forward();
      const answer = await forward({ ...(content as object), ReturnConsumedCapacity: 'TOTAL' });
      if (answer.status === 200) sum[isRead ? 'readUnits' : 'writeUnits'] += unitsIn(answer.body);
      return answer;
    },
    read: () => ({ ...sum }),
  };
};
