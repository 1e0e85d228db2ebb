import { tablesOf } from '../dynamodb/tables-of.ts';
import type { DatabaseCall } from '../journal/invocation-journal.ts';
import type { PaymentCall } from '../journal/payment-call.ts';
import type { RecordedRequest } from '../journal/request-journal.ts';

/** How often something was asked, and how often that failed. */
export interface UsageCount {
  readonly requests: number;
  readonly failed: number;
}

/** Numbers since the start that the map shows; the journals keep the newest entries only. */
export interface UsageCounts {
  request(request: RecordedRequest): void;
  call(call: DatabaseCall): void;
  payment(call: PaymentCall): void;
  event(): void;
  snapshot(): {
    readonly api: UsageCount;
    readonly payments: UsageCount;
    readonly events: number;
    /** By the names of the tables. */
    readonly tables: Readonly<Record<string, UsageCount>>;
  };
}

export const createUsageCounts = (): UsageCounts => {
  const none = () => ({ requests: 0, failed: 0 });
  const api = none();
  const payments = none();
  const tables = new Map<string, ReturnType<typeof none>>();
  let events = 0;
  const add = (count: ReturnType<typeof none>, hasFailed: boolean) => {
    count.requests += 1;
    if (hasFailed) count.failed += 1;
  };
  return {
    request: ({ status }) => add(api, status >= 500),
    payment: ({ status = 500 }) => add(payments, status >= 500),
    call({ content, status }) {
      for (const name of tablesOf(content)) {
        const count = tables.get(name) ?? none();
        tables.set(name, count);
        // Conditions that do not hold are answers, not failures.
        add(count, status >= 500);
      }
    },
    event() {
      events += 1;
    },
    snapshot: () => ({ api, payments, events, tables: Object.fromEntries(tables) }),
  };
};
