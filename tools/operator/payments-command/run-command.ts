import { randomUUID } from 'node:crypto';
import {
  createDecideByHand,
  type Decision,
  ImpossibleDecision,
} from '../../../lib/app/payment/decide-by-hand.ts';
import { createSettle } from '../../../lib/app/payment/settle.ts';
import { createSettleRefund } from '../../../lib/app/payment/settle-refund.ts';
import { listStuckMoney, showMoney } from '../../../lib/app/payment/stuck-money.ts';
import type { OrderStore } from '../../../lib/app/ports/order-store.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../lib/platform/resilience/scheduler.ts';
import { CommandError } from '../../command-line/command-error.ts';
import type { Operator } from '../operator-command/operator.ts';
import type { PaymentsCommand } from './command-line.ts';
import { moneyName, orderMoneyText, stuckMoneyTable } from './money-table.ts';
import { selectMoney } from './select-money.ts';

/** The use case of the service, without the gateway: what has to be requested there is left to the reconciler. */
const deciding = (store: OrderStore, clock: () => number) => {
  const telemetry = { orderPlaced: () => {}, orderChanged: () => {} };
  const retryOnConflict = createRetryOnConflict({ scheduler: systemScheduler, random: Math.random });
  const parts = { store, telemetry, clock, retryOnConflict };
  return createDecideByHand({
    ...parts,
    settle: createSettle({ ...parts, judgePayment: () => {}, refundNow: async () => {}, leaseMs: 0 }),
    settleRefund: createSettleRefund({ ...parts, onStuck: () => {} }),
  });
};

const doneText = (decision: Decision): string =>
  decision.does === 'retry' ? 'tried again by reconcile-payments' : `settled as ${decision.as}`;

const showStuck = async (store: OrderStore, limit: number, operator: Operator, options: CallOptions) => {
  const { now, print, report } = operator;
  const stuck = await listStuckMoney({ store, clock: now })(limit, options);
  print(stuck.length === 0 ? 'No payment or refund is stuck.' : stuckMoneyTable(stuck, now()));
  if (stuck.length === limit) report(`Reached the limit of ${limit}; there may be more.`);
};

const decide = async (
  { orderId, selection, decision, dryRun }: Extract<PaymentsCommand, { readonly kind: 'decide' }>,
  store: OrderStore,
  { now, print }: Operator,
  options: CallOptions,
): Promise<void> => {
  const money = await showMoney(store, orderId, options);
  if (!money) throw new CommandError(`There is no order ${orderId}.`);
  const id = selectMoney(money, selection, decision);
  const name = `${orderId}: ${moneyName(id)}`;
  const byHand = deciding(store, now);
  try {
    const { item } = await byHand.check(id, decision, options);
    if (dryRun) {
      print(`${name}, ${item.state}, would be ${doneText(decision)}`);
      return;
    }
    const cause = { correlationId: `operator-${randomUUID()}`, causationId: `payments ${decision.does}` };
    await byHand.run(id, decision, { ...options, cause });
  } catch (error) {
    throw error instanceof ImpossibleDecision ? new CommandError(`${name}: ${error.message}.`) : error;
  }
  print(`${name} is ${decision.does === 'retry' ? 'to be ' : ''}${doneText(decision)}`);
  const after = await showMoney(store, orderId, options);
  if (after) print(orderMoneyText(after, now()));
};

/**
 * Runs a command.
 * @returns the exit code.
 * @throws {CommandError} when it cannot be done.
 */
export const runPaymentsCommand = async (
  command: Exclude<PaymentsCommand, { readonly kind: 'recover' }>,
  store: OrderStore,
  operator: Operator,
  options: CallOptions,
): Promise<number> => {
  switch (command.kind) {
    case 'list-stuck':
      await showStuck(store, command.limit, operator, options);
      return 0;
    case 'show': {
      const money = await showMoney(store, command.orderId, options);
      if (!money) throw new CommandError(`There is no order ${command.orderId}.`);
      operator.print(orderMoneyText(money, operator.now()));
      return 0;
    }
    case 'decide':
      await decide(command, store, operator, options);
      return 0;
  }
};
