import type { BookChange } from '../payment-books.ts';
import { createWebhookEvents, type WebhookEvent } from './webhook-event.ts';

export interface NarrationOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Changes of an earlier run. */
  readonly history?: readonly BookChange[];
  readonly onEvent: (event: WebhookEvent) => void;
  /** Finishes the payments and refunds whose time has come. */
  readonly finish: () => void;
}

/** When a payment in process or a pending refund is finished, in milliseconds since 1970. */
const finishedAt = (change: BookChange): number | undefined => {
  if ('intent' in change) return change.intent.settlesAt;
  return 'refund' in change ? change.refund.next?.at : undefined;
};

/** Reports the events of all changes at their times: the books alone are lazy. */
export const narrateBooks = ({ now, history, onEvent, finish }: NarrationOptions) => {
  const eventsOf = createWebhookEvents(history);
  const timers = new Set<NodeJS.Timeout>();
  return {
    onChange(change: BookChange) {
      for (const event of eventsOf(change)) onEvent(event);
      const at = finishedAt(change);
      if (at === undefined) return;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          finish();
        },
        Math.max(0, at - now()) + 1,
      );
      timers.add(timer);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
