import { advanceOrder } from '../../../lib/app/advance-order.ts';
import { createCatalogue } from '../../../lib/app/cached-catalogue.ts';
import { cancelOrder } from '../../../lib/app/cancel-order.ts';
import { type CreateOrderCommand, createOrder } from '../../../lib/app/create-order.ts';
import { expireOrders } from '../../../lib/app/expire-orders.ts';
import { getOrder } from '../../../lib/app/get-order.ts';
import type { CommandResult } from '../../../lib/app/idempotent-command.ts';
import { moveStock } from '../../../lib/app/move-stock.ts';
import { createAwaitCustomer } from '../../../lib/app/payment/await-customer.ts';
import { createCharge } from '../../../lib/app/payment/charge.ts';
import { createConfirmFreeOrder } from '../../../lib/app/payment/confirm-free-order.ts';
import { createDecideByHand, type Decision } from '../../../lib/app/payment/decide-by-hand.ts';
import { createHandOverRefund } from '../../../lib/app/payment/hand-over-refund.ts';
import type { MoneyId } from '../../../lib/app/payment/money-id.ts';
import { type PayOrderDependencies, payOrder } from '../../../lib/app/payment/pay-order.ts';
import { createPursueAttempt } from '../../../lib/app/payment/pursue-attempt.ts';
import { createPursueRefund } from '../../../lib/app/payment/pursue-refund.ts';
import { reconcilePayments } from '../../../lib/app/payment/reconcile-payments.ts';
import { createRefundNow } from '../../../lib/app/payment/refund-now.ts';
import { refundOrder } from '../../../lib/app/payment/refund-order.ts';
import { createSettle } from '../../../lib/app/payment/settle.ts';
import { createSettleMoney } from '../../../lib/app/payment/settle-money.ts';
import { type CausedCall, createSettleRefund } from '../../../lib/app/payment/settle-refund.ts';
import type { OrderStore } from '../../../lib/app/ports/order-store.ts';
import type { PaymentGateway } from '../../../lib/app/ports/payment-gateway.ts';
import type { CatalogueCache, ProductRepository } from '../../../lib/app/ports/product-repository.ts';
import type { StockLedger } from '../../../lib/app/ports/stock-ledger.ts';
import type { JudgePayment } from '../../../lib/app/ports/telemetry.ts';
import { type PutProductCommand, putProduct } from '../../../lib/app/put-product.ts';
import type { FindReachedLimit } from '../../../lib/app/unpaid-limit.ts';
import type { OrderResponse } from '../../../lib/contract/schemas/order-schemas.ts';
import type { Order } from '../../../lib/domain/order.ts';
import type { MovementReason } from '../../../lib/domain/stock-movement.ts';
import type { RetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import {
  presentOrder,
  respondCreated,
  respondOk,
  respondRequiresAction,
  respondUnknown,
} from '../../../lib/presenters/present-order.ts';
import { respondMoved } from '../../../lib/presenters/present-product.ts';
import { aCaller, anAdmin } from '../../builders/a-caller.ts';
import { orderIdOf } from '../../builders/order-id-of.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { calmly } from './calmly.ts';

/** As in production, in milliseconds. */
export const times = { leaseMs: 25_000, settleDelayMs: 2_000, paymentWindowMs: 900_000 } as const;

export interface EnvironmentParts {
  readonly store: OrderStore;
  readonly gateway: PaymentGateway;
  readonly products: ProductRepository;
  readonly ledger: StockLedger;
  readonly cache: CatalogueCache;
  /** By default, no customer has too many unpaid orders. */
  readonly findReachedLimit?: FindReachedLimit;
  /** How many times a customer may try to pay within an hour; by default, often. */
  readonly triesPerHour?: number;
  /** Action of a customer on a payment that waits for it; by default, none. */
  readonly authenticate?: (intentId: string, outcome: 'succeeded' | 'failed') => void;
  readonly clock: () => number;
  readonly newId: () => number;
  readonly assertGatewayAvailable?: PayOrderDependencies['assertGatewayAvailable'];
  /** Waits take no time unless another loop is given. */
  readonly retryOnConflict?: RetryOnConflict;
  readonly told: {
    readonly placed: Order[];
    readonly changed: Order[];
    readonly failures: unknown[];
    /** Money that waits for an operator from then on. */
    readonly stuck?: MoneyId[];
    /** How payment attempts were judged. */
    readonly payments?: ('good' | 'bad')[];
  };
}

const caller = aCaller();
const correlationId = 'correlation-1';

/** How a command was answered; `order` is what a client reads in the body. */
const read = ({ response: { statusCode, body }, replayed }: CommandResult) => ({
  statusCode,
  replayed,
  body,
  order: JSON.parse(body) as Pick<Order, 'id' | 'status' | 'total' | 'version'> &
    Pick<OrderResponse, 'refund'>,
});

/** All use cases as one execution environment of each function has them, put together as in production. */
export const createEnvironment = ({
  store,
  gateway,
  products,
  ledger,
  cache,
  findReachedLimit = async () => undefined,
  authenticate = () => {},
  triesPerHour = 1_000,
  clock,
  newId,
  assertGatewayAvailable = async () => {},
  retryOnConflict = retryPromptly,
  told,
}: EnvironmentParts) => {
  const telemetry = {
    orderPlaced: (order: Order) => void told.placed.push(order),
    orderChanged: (order: Order) => void told.changed.push(order),
  };
  const newUlid = () => orderIdOf(newId()).slice('ord_'.length);
  const failed = (_: unknown, reason: unknown) => void told.failures.push(reason);
  const { leaseMs } = times;
  const parts = { store, telemetry, clock, retryOnConflict, leaseMs };
  const onStuck = (money: MoneyId) => void told.stuck?.push(money);
  const settleRefund = createSettleRefund({ ...parts, onStuck });
  const pursueRefund = createPursueRefund({ store, gateway, settleRefund, clock, onStuck });
  const refundNow = createRefundNow(pursueRefund, failed);
  const judgePayment: JudgePayment = (outcome) => void told.payments?.push(outcome);
  const settle = createSettle({ ...parts, judgePayment, refundNow });
  const settleMoney = createSettleMoney({
    store,
    pursueAttempt: createPursueAttempt({ store, gateway, settle, clock, onStuck, judgePayment }),
    pursueRefund,
    handOverRefund: createHandOverRefund({ store, gateway, clock }),
    clock,
    newOwner: () => `reconciler-${newId()}`,
    leaseMs,
  });
  const create = createOrder({
    store,
    catalogue: createCatalogue({ cache, products, onCacheFailure: (reason) => failed('', reason) }),
    findReachedLimit,
    telemetry,
    clock,
    retryOnConflict,
    markContention: async () => {},
    newUlid,
    paymentWindowMs: times.paymentWindowMs,
    respond: respondCreated,
  });
  const pay = payOrder({
    store,
    assertGatewayAvailable,
    confirmFree: createConfirmFreeOrder({ store, telemetry, respond: respondOk }),
    charge: createCharge({ store, gateway, clock, onUnknownOutcome: () => undefined }),
    settle,
    awaitCustomer: createAwaitCustomer({
      store,
      clock,
      retryOnConflict,
      settleDelayMs: times.settleDelayMs,
      respond: respondRequiresAction,
    }),
    abandon: settleMoney.abandon,
    judgePayment,
    clock,
    retryOnConflict,
    leaseMs: times.leaseMs,
    settleDelayMs: times.settleDelayMs,
    triesPerHour,
    respondPaid: respondOk,
    respondUnknown,
  });
  const abandon = async ({ id: orderId, payment }: Order, options: CausedCall) => {
    const attempt = { orderId, attempt: payment?.attempt ?? 0 };
    await settleMoney.abandon(attempt, options).catch((reason) => failed('', reason));
  };
  const cancel = cancelOrder({ ...parts, refundNow, abandon, respond: respondOk });
  const refund = refundOrder({ ...parts, refundNow, respond: respondCreated });
  const drain = { clock, concurrency: 1, reserveMs: 10_000, onOldestDue: () => undefined };
  const jobs = { store, clock, drain, onFailure: failed };
  const reconcile = reconcilePayments({ ...jobs, settleMoney });
  const byHand = createDecideByHand({
    ...parts,
    settle: createSettle({ ...parts, judgePayment, refundNow: async () => {}, leaseMs: 0 }),
    settleRefund,
  });
  const expire = expireOrders({ ...jobs, telemetry, retryOnConflict });
  const put = putProduct({ products, retryOnConflict });
  const move = moveStock({
    products,
    store,
    ledger,
    clock,
    retryOnConflict,
    newUlid,
    respond: respondMoved,
  });
  const claimOf = (recordId: string, ...request: unknown[]) => ({
    recordId,
    fingerprint: JSON.stringify(request),
    owner: `owner-${newId()}`,
  });

  return {
    place: async (key: string, facts: Partial<CreateOrderCommand> = {}) => {
      const items = facts.items ?? [{ sku: 'TEA-001', quantity: 2 }];
      const claim = claimOf(key, 'place', items);
      return read(await create({ caller, correlationId, claim, items, ...facts }, calmly));
    },
    pay: async (orderId: string, key: string, paymentMethod = 'pm_card_visa', options = calmly) => {
      const claim = claimOf(key, 'pay', orderId, paymentMethod);
      return read(await pay({ caller, correlationId, claim, orderId, paymentMethod }, options));
    },
    get: async (orderId: string) => presentOrder(await getOrder({ store })({ caller, orderId }, calmly)),
    cancel: async (orderId: string, key: string) => {
      const claim = claimOf(key, 'cancel', orderId);
      return read(await cancel({ caller, correlationId, claim, orderId }, calmly));
    },
    /** @param amount in cents. */
    refund: async (orderId: string, key: string, amount: number) => {
      const claim = claimOf(key, 'refund', orderId, amount);
      const command = { caller: anAdmin(), correlationId, claim, orderId };
      return read(await refund({ ...command, amount: { amount, currency: 'USD' } }, calmly));
    },
    ship: (orderId: string) =>
      advanceOrder('ship', { store, telemetry, clock, retryOnConflict })(
        { caller: anAdmin(), correlationId, orderId },
        calmly,
      ),
    deliver: (orderId: string) =>
      advanceOrder('deliver', { store, telemetry, clock, retryOnConflict })(
        { caller: anAdmin(), correlationId, orderId },
        calmly,
      ),
    put: (command: Partial<PutProductCommand>) => put({ sku: 'TEA-001', ...command }, calmly),
    move: async (key: string, quantity: number, reason: MovementReason = 'received', sku = 'TEA-001') => {
      const claim = claimOf(key, 'move', sku, quantity, reason);
      const command = { caller: anAdmin(), correlationId, claim, sku, quantity, reason };
      const { response, replayed } = await move(command, calmly);
      const { statusCode, body } = response;
      return { statusCode, replayed, body, product: JSON.parse(body) as { available: number } };
    },
    /** Spreads the units of a product over another number of stock items, as the scheduled job does. */
    reshard: (stockShards: number, sku = 'TEA-001') =>
      retryOnConflict(
        sku,
        async () => {
          const stored = await products.find(sku, calmly);
          if (stored) await products.change(stored, { ...stored, stockShards }, calmly);
        },
        calmly,
      ),
    /** As a message of the gateway about a payment does. */
    wake: (orderId: string, intentId: string) =>
      settleMoney.payment(
        { orderId, intentId },
        { ...calmly, cause: { correlationId, causationId: 'wake' } },
      ),
    /** As messages of the gateway about all payments of an order do. */
    wakeAll: async (orderId: string) => {
      const cause = { correlationId, causationId: 'wake' };
      for (const { intentId } of await store.listAttempts(orderId, calmly)) {
        if (intentId !== undefined) await settleMoney.payment({ orderId, intentId }, { ...calmly, cause });
      }
    },
    /** The customer authenticates the payments of an order that wait for it, or fails to. */
    authenticate: async (orderId: string, outcome: 'succeeded' | 'failed') => {
      for (const { intentId } of await store.listAttempts(orderId, calmly)) {
        if (intentId !== undefined) authenticate(intentId, outcome);
      }
    },
    /** As an operator does. */
    decide: (id: MoneyId, decision: Decision) =>
      byHand.run(id, decision, { ...calmly, cause: { correlationId, causationId: 'operator' } }),
    settle,
    settleMoney,
    reconcile: () => reconcile({ correlationId }, calmly),
    expire: () => expire({ correlationId }, calmly),
  };
};

export type ShopEnvironment = ReturnType<typeof createEnvironment>;
