import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';

/** Counts read units and spreads them over time. */
export interface ReadMeter {
  /** Read units so far. */
  readonly units: () => number;
  /** The client, limited to reads, which wait until the units of those before them are paid for. */
  readonly meter: (client: DynamoClient) => DynamoClient;
}

interface Metered {
  readonly ConsumedCapacity?: Capacity | readonly Capacity[] | undefined;
}
interface Capacity {
  readonly CapacityUnits?: number | undefined;
}

/** Size of what a unit reads, in bytes. */
export const unitBytes = 4_096;

/** @param answer some databases do not say what a read costs; then its size counts. */
const unitsOf = (answer: Metered): number => {
  const capacities = [answer.ConsumedCapacity ?? []].flat() as readonly Capacity[];
  const told = capacities.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  return told > 0 ? told : Math.ceil(JSON.stringify(answer).length / unitBytes);
};

const isRead = (command: object): boolean =>
  [GetCommand, BatchGetCommand, QueryCommand, ScanCommand].some((type) => command instanceof type);

/**
 * A meter that spends a number of read units in a second, in the long run.
 * @param now milliseconds, of any epoch.
 */
export const createReadMeter = ({
  unitsPerSecond,
  now = () => performance.now(),
  pause = sleep,
}: {
  readonly unitsPerSecond: number;
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<unknown>;
}): ReadMeter => {
  let units = 0;
  let paidUntil = now();
  return {
    units: () => units,
    meter(client) {
      const send = async (
        command: { input: object },
        options: Parameters<DynamoClient['send']>[1],
      ): Promise<object> => {
        if (command instanceof DescribeTableCommand) return client.send(command, options);
        if (!isRead(command)) throw new Error(`an audit only reads: ${command.constructor.name}`);
        while (paidUntil > now()) {
          options.signal.throwIfAborted();
          await pause(Math.max(1, Math.min(250, paidUntil - now())));
        }
        Object.assign(command.input, { ReturnConsumedCapacity: 'TOTAL' });
        const answer: Metered = await client.send(command as GetCommand, options);
        const spent = unitsOf(answer);
        units += spent;
        paidUntil = Math.max(paidUntil, now()) + (spent / unitsPerSecond) * 1_000;
        return answer;
      };
      return { send, sendOnce: send } as unknown as DynamoClient;
    },
  };
};
