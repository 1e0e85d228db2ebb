import { ServiceError } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../call-options.ts';
import type { DynamoClient } from './dynamo-client.ts';
import { batchGetAcross, getItem, type ItemAddress } from './read-items.ts';

type Item = Record<string, unknown>;

/** Reads one item, if it exists; strongly consistent. */
export type ItemReader = (address: ItemAddress, options: CallOptions) => Promise<Item | undefined>;

interface Read {
  readonly address: ItemAddress;
  readonly options: CallOptions;
  readonly resolve: (item: Promise<Item | undefined>) => void;
}

const idOf = ({ tableName, key: { pk, sk } }: ItemAddress): string => JSON.stringify([tableName, pk, sk]);

/**
 * Reads items for callers that run side by side: the items that they ask for at the same time, of one table or several,
 * are one call. DynamoDB charges for them as for calls of their own.
 * @throws {ServiceError} from a read, as `send` of the client does: all callers share the failure of their call. DynamoDB
 *   refuses a call with an invalid key as a whole; each caller reads alone then, so that the key fails its own caller only.
 */
export const createItemReader = (client: DynamoClient): ItemReader => {
  const readAlone = ({ address: { tableName, key }, options }: Read) =>
    getItem({ client, tableName }, key, options);

  /** @param reads of one signal, so that the deadline of each is that of all. */
  const readTogether = async (reads: readonly [Read, ...Read[]], addresses: readonly ItemAddress[]) => {
    const found = await batchGetAcross(client, addresses, reads[0].options);
    return new Map(
      found.map(({ tableName, item }) => [idOf({ tableName, key: item as ItemAddress['key'] }), item]),
    );
  };

  const answer = (reads: readonly [Read, ...Read[]]): void => {
    const addresses = [...new Map(reads.map(({ address }) => [idOf(address), address])).values()];
    const together = addresses.length > 1 ? readTogether(reads, addresses) : undefined;
    for (const read of reads) {
      const item = together?.then(
        (found) => found.get(idOf(read.address)),
        (failure) => {
          if (failure instanceof ServiceError) throw failure;
          return readAlone(read);
        },
      );
      read.resolve(item ?? readAlone(read));
    }
  };

  let waiting: Read[] = [];
  const answerAll = () => {
    const reads = waiting;
    waiting = [];
    for (const [first, ...others] of Map.groupBy(reads, ({ options }) => options.signal).values()) {
      if (first) answer([first, ...others]);
    }
  };

  return (address, options) =>
    new Promise((resolve) => {
      // After all microtasks: callers that go on after a call that they shared ask together again.
      if (waiting.length === 0) queueMicrotask(() => process.nextTick(answerAll));
      waiting.push({ address, options, resolve });
    });
};
