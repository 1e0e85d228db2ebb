import {
  type BusFault,
  type DatabaseFault,
  type FaultSettings,
  type FunctionFault,
  type LogFault,
  noFaults,
  type PaymentFault,
  type WebhookFault,
} from './fault-settings.ts';
import { createSeededRandom } from './seeded-random.ts';

/** Decides what goes wrong, and when. */
export interface FaultInjection {
  settings(): FaultSettings;
  /** Starts again with other settings; without any, no fault is injected. */
  set(settings?: FaultSettings): void;
  /** Whether the fault strikes this time. */
  bus(fault: BusFault): boolean;
  logs(fault: LogFault): boolean;
  webhooks(fault: WebhookFault): boolean;
  database(fault: DatabaseFault): boolean;
  payments(fault: PaymentFault): boolean;
  functions(fault: FunctionFault, functionName: string): boolean;
  /** Whether the bus refuses everything about an order. */
  refuses(orderId: unknown): boolean;
  /** A number of milliseconds up to `most`. */
  wait(most: number): number;
}

/** @param onSet called when the settings have changed. */
export const createFaultInjection = (
  initial: FaultSettings = noFaults,
  onSet?: () => void,
): FaultInjection => {
  let settings = initial;
  let random = createSeededRandom(initial.seed);
  // Draws nothing for a fault that is off, so that one fault's decisions do not depend on which others exist.
  const strikes = (probability = 0) => probability > 0 && random() < probability;
  return {
    settings: () => settings,
    set(next = noFaults) {
      settings = next;
      random = createSeededRandom(next.seed);
      onSet?.();
    },
    bus: (fault) => strikes(settings.bus[fault]),
    logs: (fault) => strikes(settings.logs[fault]),
    webhooks: (fault) => strikes(settings.webhooks[fault]),
    database: (fault) => strikes(settings.database?.[fault]),
    payments: (fault) => strikes(settings.payments?.[fault]),
    functions(fault, functionName) {
      const { only = [functionName], kill = [], ...probabilities } = settings.functions ?? {};
      if (fault === 'crash' && kill.includes(functionName)) return true;
      return only.includes(functionName) && strikes(probabilities[fault]);
    },
    refuses: (orderId) => typeof orderId === 'string' && (settings.bus.refuse ?? []).includes(orderId),
    wait: (most) => Math.ceil(random() * most),
  };
};
