import type {
  CustomerSummary,
  EventPosition,
  OrderProgress,
  OrderSummaryStore,
  OrderVersion,
  StoredVersion,
  SummaryAmounts,
  SummaryChange,
  SummaryEntry,
} from '../../lib/app/ports/order-summary-store.ts';
import { orderStatuses } from '../../lib/domain/order-status.ts';

/** A version as the outbox has it; `undefined` if it has none. */
export type FindStored = (
  version: OrderVersion,
) => StoredVersion | undefined | Promise<StoredVersion | undefined>;

const added = (
  amounts: readonly SummaryAmounts[],
  { amounts: change, placedAt }: SummaryChange,
): readonly SummaryAmounts[] => {
  const { currency } = change;
  const before = amounts.find((each) => each.currency === currency);
  if (!before) return placedAt === undefined ? amounts : [...amounts, change];
  const { ordered, paid, refunded } = before;
  const after = {
    currency,
    ordered: ordered + change.ordered,
    paid: paid + change.paid,
    refunded: refunded + change.refunded,
  };
  return amounts.map((each) => (each === before ? after : each));
};

const changed = (
  before: CustomerSummary | undefined,
  change: SummaryChange,
  updatedAt: string,
): CustomerSummary => {
  const { customerId, orders, paymentFailures, placedAt } = change;
  const newest = [before?.lastOrderAt ?? '', placedAt ?? ''].sort().at(-1);
  return {
    customerId,
    orders: Object.fromEntries(
      orderStatuses.map((status) => [status, (before?.orders[status] ?? 0) + (orders[status] ?? 0)]),
    ) as CustomerSummary['orders'],
    amounts: added(before?.amounts ?? [], change),
    paymentFailures: (before?.paymentFailures ?? 0) + paymentFailures,
    ...(newest && { lastOrderAt: newest }),
    updatedAt,
  };
};

const isAt = (last: EventPosition | undefined, after: EventPosition | undefined): boolean =>
  last?.orderVersion === after?.orderVersion && last?.n === after?.n;

/** Summaries in this process's memory, for tests and simulation. What goes in or out is copied. */
export const createMemoryOrderSummaryStore = (findStored: FindStored): OrderSummaryStore => {
  const progresses = new Map<string, OrderProgress>();
  const summaries = new Map<string, CustomerSummary>();

  const record = (
    { event: last, isComplete, order, change, receivedAt }: SummaryEntry,
    after: EventPosition | undefined,
  ): boolean => {
    if (!isAt(progresses.get(last.orderId)?.last, after)) return false;
    progresses.set(last.orderId, structuredClone({ last, isComplete, ...(order && { order }) }));
    if (change) {
      summaries.set(change.customerId, changed(summaries.get(change.customerId), change, receivedAt));
    }
    return true;
  };

  return {
    async findProgress(orderId) {
      const progress = structuredClone(progresses.get(orderId));
      return { progress, record: async (entry) => record(entry, progress?.last) };
    },
    findStored: async (version) => findStored(version),
    findSummary: async (customerId) => structuredClone(summaries.get(customerId)),
  };
};
