import type { DynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';

export type Crash = 'before the write' | 'after the write';

const isWrite = (command: object): boolean =>
  /^(?:TransactWrite|Update|Put|Delete)Command$/.test(command.constructor.name);

/** A client whose process crashes at the `n`-th of its writes, from 1, and the number of writes that it was given. */
export const crashingAt = (client: DynamoClient, n: number, crash: Crash) => {
  const counts = { writes: 0 };
  const send = async (...call: Parameters<DynamoClient['send']>) => {
    if (!isWrite(call[0])) return client.send(...call);
    counts.writes += 1;
    if (counts.writes !== n) return client.send(...call);
    if (crash === 'after the write') await client.send(...call);
    throw new Error(`crashed ${crash}`);
  };
  return { client: { ...client, send: send as DynamoClient['send'] }, counts };
};
