import { describe, expect, it } from 'vitest';
import {
  nextStatus,
  type OrderCommand,
  type OrderStatus,
  orderCommands,
  orderStatuses,
  targetStatus,
} from '../../../lib/domain/order-status.ts';

const never = {
  confirm: undefined,
  ship: undefined,
  deliver: undefined,
  cancel: undefined,
  expire: undefined,
};

/** Written out a second time, from DESIGN.md: a slip in the table shows as a difference here. */
const expected: Record<OrderStatus, Record<OrderCommand, OrderStatus | undefined>> = {
  pending: { ...never, confirm: 'confirmed', cancel: 'cancelled', expire: 'expired' },
  confirmed: { ...never, ship: 'shipped', cancel: 'cancelled' },
  shipped: { ...never, deliver: 'delivered' },
  delivered: never,
  cancelled: never,
  expired: never,
};

const pairs = orderStatuses.flatMap((status) =>
  orderCommands.map((command) => ({ status, command, next: expected[status][command] })),
);

describe('nextStatus', () => {
  it('has every status and command of the lifecycle', () => {
    expect([...orderStatuses].sort()).toEqual(Object.keys(expected).sort());
    expect([...orderCommands].sort()).toEqual(Object.keys(never).sort());
  });

  it.each(pairs)('leads from $status by $command to $next', ({ status, command, next }) => {
    expect(nextStatus(status, command)).toBe(next);
  });

  it('leads to the status that the command aims at, wherever it is allowed', () => {
    for (const { command, next } of pairs) expect([undefined, targetStatus[command]]).toContain(next);
  });

  it('reaches every status from pending', () => {
    const reached = new Set<OrderStatus>(['pending']);
    for (const status of reached) {
      for (const command of orderCommands) {
        const next = nextStatus(status, command);
        if (next) reached.add(next);
      }
    }
    expect([...reached].sort()).toEqual([...orderStatuses].sort());
  });
});
