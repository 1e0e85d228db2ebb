import { setTimeout as pause } from 'node:timers/promises';
import { listStuck, type StuckOrder } from '../../../lib/app/publishing/list-stuck.ts';
import { connect } from '../../../tools/operator/events-command/connect.ts';
import { runEventsCommand } from '../../../tools/operator/events-command/run-command.ts';
import { aCall } from '../../builders/a-call.ts';
import { indexesCaughtUp } from '../dynamodb/indexes-caught-up.ts';
import type { RunningService } from './running-service.ts';

/** Detail of an event on the bus, as far as its place among others is concerned. */
interface EventDetail {
  readonly eventId: string;
  readonly type: string;
  readonly orderVersion: number;
}

interface QueueState {
  readonly name: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly deadLetters: readonly unknown[];
}

/** Looks at what happens behind the API, as an operator can. */
export const watchEvents = async (service: RunningService) => {
  const ports = await connect({ url: service.url });
  const items = async <T>(path: string) => (await service.request(path)).json<{ items: T[] }>().items;
  const options = () => aCall({ signal: AbortSignal.timeout(10_000) });

  return {
    close: ports.close,

    /** The events of each order in the order in which the bus accepted each of them first. */
    async acceptedByOrder(): Promise<ReadonlyMap<string, readonly EventDetail[]>> {
      const events = await items<{ detail: EventDetail & { orderId: string } }>('/local/events?limit=50000');
      const first = new Map<string, EventDetail & { orderId: string }>();
      for (const { detail } of events) if (!first.has(detail.eventId)) first.set(detail.eventId, detail);
      return Map.groupBy(first.values(), ({ orderId }) => orderId);
    },

    /** How many events the bus has accepted, repetitions included. */
    acceptedCount: async () => (await items('/local/events?limit=50000')).length,

    queues: () => items<QueueState>('/local/queues'),
    redrive: () => service.request('/local/queues/order-summary/redrive', { method: 'POST' }),
    failures: () => items<unknown>('/local/failures'),

    /** Orders with events that have not come back, those of the last command included. */
    async stuck(): Promise<readonly StuckOrder[]> {
      await indexesCaughtUp();
      return listStuck({ outbox: ports.outbox, clock: Date.now, graceMs: 0 })(1_000, options());
    },

    /** `npm run events -- replay <orderId>`, and what it exits with. */
    replay: (orderId: string): Promise<number> =>
      runEventsCommand(
        { kind: 'replay-order', target: { url: service.url }, orderId, dryRun: false },
        ports,
        { now: Date.now, print: () => {}, report: () => {} },
        options(),
      ),

    /** `npm run events -- replay --since 2000-01-01T00:00:00Z`, and what it exits with. */
    replayEverything: (): Promise<number> =>
      runEventsCommand(
        {
          kind: 'replay-since',
          target: { url: service.url },
          since: '2000-01-01T00:00:00.000Z',
          dryRun: false,
        },
        ports,
        { now: Date.now, print: () => {}, report: () => {} },
        options(),
      ),

    setFaults: (settings: object) =>
      service.request('/local/faults', { method: 'PUT', body: JSON.stringify(settings) }),
    endFaults: () => service.request('/local/faults', { method: 'DELETE' }),

    /** Kills a function's environments while one of them is at work, so many times, unless `until` ends before. */
    async killAtWork(functionName: string, times: number, until: AbortSignal): Promise<number> {
      const isBusy = () =>
        service.lambda
          .snapshot()
          .get(functionName)
          ?.environments.some(({ state, invocations }) => state === 'busy' && invocations > 1);
      let kills = 0;
      while (kills < times && !until.aborted) {
        await pause(2);
        if (!isBusy()) continue;
        await service.request(`/local/functions/${functionName}/kill`, { method: 'POST' });
        kills += 1;
        await pause(150);
      }
      return kills;
    },
  };
};

export type EventWatch = Awaited<ReturnType<typeof watchEvents>>;
