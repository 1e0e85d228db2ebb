import type { CanaryPublisher } from '../../app/ports/canary.ts';
import type { CanaryDetail } from '../../contract/events/bus-event.ts';
import { canaryDetailType, eventSource } from '../../contract/events/bus-event.ts';
import type { BusEntry } from './bus-entry.ts';
import type { EventBus } from './event-bus.ts';
import { putEvents } from './put-events.ts';

/** Publishes canaries on an EventBridge bus. */
export const createEventBridgeCanaryPublisher = (bus: EventBus): CanaryPublisher => ({
  async publish({ id, sentAt }, options) {
    const detail: CanaryDetail = { canaryId: id, sentAt };
    const entry: BusEntry = {
      EventBusName: bus.busName,
      Source: eventSource,
      DetailType: canaryDetailType,
      Detail: JSON.stringify(detail),
      Time: new Date(sentAt),
    };
    const [sent] = await putEvents(bus, [entry], options);
    return sent?.publication ?? { outcome: 'unavailable', code: 'NoAnswer' };
  },
});
