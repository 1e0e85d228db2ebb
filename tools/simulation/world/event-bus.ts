import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { canaryDetailType } from '../../../lib/contract/events/bus-event.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import { connectionReset, throttled } from './network-failures.ts';
import type { World } from './world.ts';

/** An event of an order that the bus has accepted. */
export interface BusArrival {
  readonly orderId: string;
  readonly eventId: string;
  readonly orderVersion: number;
}

export interface SimulatedBus {
  clientOf(environment: ExecutionEnvironment): EventBridgeClient;
  /** Every event that was accepted, in order, repetitions included. */
  readonly arrivals: readonly BusArrival[];
}

/** @param deliver receives the body of a message, as EventBridge puts it into the queue that its type belongs in. */
export const createSimulatedBus = (
  world: World,
  deliver: (type: string, body: string) => void,
): SimulatedBus => {
  const { time } = world;
  const arrivals: BusArrival[] = [];
  let ids = 0;

  const accept = (entry: PutEventsRequestEntry) => {
    const detail = JSON.parse(entry.Detail ?? '{}');
    ids += 1;
    const { DetailType = '' } = entry;
    const { orderId, eventId, orderVersion } = detail;
    if (DetailType !== canaryDetailType) arrivals.push({ orderId, eventId, orderVersion });
    world.note('bus', `accepts ${DetailType} ${eventId ?? detail.canaryId}`);
    const body = JSON.stringify({ source: entry.Source, 'detail-type': DetailType, detail });
    const copies = world.strikes('eventLost', 'delivery')
      ? 0
      : world.strikes('eventDoubled', 'delivery')
        ? 2
        : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      time.after(1 + world.lag('eventDelayMs'), () => deliver(DetailType, body));
    }
    return { EventId: `event-${ids}` };
  };

  const putEvents = (command: PutEventsCommand) => {
    if (world.strikes('busFailed', 'PutEvents')) throw throttled();
    const Entries = (command.input.Entries ?? []).map((entry) =>
      world.strikes('busEntryFailed', 'PutEvents')
        ? { ErrorCode: 'InternalFailure', ErrorMessage: 'try again' }
        : accept(entry),
    );
    const FailedEntryCount = Entries.filter((entry) => 'ErrorCode' in entry).length;
    return { answer: { Entries, FailedEntryCount } };
  };

  const send = (environment: ExecutionEnvironment, command: object) => {
    if (!(command instanceof PutEventsCommand))
      throw new Error(`${command.constructor.name} is not simulated`);
    const isLost = () => (world.strikes('busFailed', 'answer') ? connectionReset() : undefined);
    return environment.call('PutEvents', () => putEvents(command), isLost);
  };
  return {
    arrivals,
    clientOf: (environment) =>
      ({ send: (command: object) => send(environment, command) }) as unknown as EventBridgeClient,
  };
};
