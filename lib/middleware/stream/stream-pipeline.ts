import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { ConsumerId } from '../../contract/consumers.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import {
  type BackgroundDependencies,
  type ConsumerHandler,
  consumeInBackground,
  type RunResult,
} from '../background.ts';
import { orderIdOfRecord, ordersOfRecords, redeliverFrom } from './stream-orders.ts';

/** Outcome of one order of a batch. */
interface RelayedOrder {
  readonly orderId: string;
  readonly outcome: 'done' | 'quarantined' | 'refused' | 'unavailable';
  readonly accepted: number;
}

export interface StreamRelayOptions {
  readonly relay: (orderIds: readonly string[], options: CallOptions) => Promise<readonly RelayedOrder[]>;
  /** Called for a record that is not about an order; it is skipped. */
  readonly onUnreadable: (eventId: string | undefined) => void;
}

/**
 * Relays the orders that a batch of the events table's stream is about. Only those are delivered again that were
 * unavailable: an order that the bus refuses would hold up all records behind it, so that it is left to the sweeper.
 */
export const createStreamRelay =
  ({ relay, onUnreadable }: StreamRelayOptions) =>
  async (
    { Records }: DynamoDBStreamEvent,
    options: CallOptions,
  ): Promise<RunResult<DynamoDBBatchResponse>> => {
    for (const record of Records) if (orderIdOfRecord(record) === undefined) onUnreadable(record.eventID);
    const orders = await relay(ordersOfRecords(Records), options);
    const failed = orders.filter(({ outcome }) => outcome === 'unavailable');
    return {
      report: {
        records: Records.length,
        orders: orders.length,
        accepted: orders.reduce((sum, { accepted }) => sum + accepted, 0),
        refused: orders.filter(({ outcome }) => outcome === 'refused').length,
        unavailable: failed.length,
      },
      response: redeliverFrom(Records, new Set(failed.map(({ orderId }) => orderId))),
    };
  };

/** Makes handlers of functions that receive the records of the events table's stream. */
export const createStreamPipeline =
  (dependencies: BackgroundDependencies) =>
  (
    consumer: ConsumerId,
    options: StreamRelayOptions,
  ): ConsumerHandler<DynamoDBStreamEvent, DynamoDBBatchResponse> => {
    const relay = createStreamRelay(options);
    return consumeInBackground(dependencies, consumer, ({ event, options }) => relay(event, options));
  };
