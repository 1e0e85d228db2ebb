import { describe, expect, it } from 'vitest';
import { stockKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import { checkAnswerTimes } from '../../../../tools/simulation/checks/answer-timeline-checks.ts';
import type { Observation } from '../../../../tools/simulation/history/client.ts';
import { createCommitLog } from '../../../../tools/simulation/world/commit-log.ts';

const sku = 'SKU-1';

/** A refusal of two units that a client got between two times. */
const refused = (startedAt: number, endedAt: number): Observation => ({
  call: { routeId: 'create-order' } as Observation['call'],
  startedAt,
  endedAt,
  status: 409,
  text: JSON.stringify({ error: { code: 'ORD-004', details: { sku, requested: 2, available: 0 } } }),
  replayed: false,
});

/** The commits of stock items, each of a number of units from a time on. */
const stock = (...items: readonly (readonly [shard: number, available: number, at: number])[]) => {
  const commits = createCommitLog();
  items.forEach(([shard, available, at], commit) => {
    const key = stockKey(sku, shard);
    commits.take({
      tableName: 'orders',
      key,
      newImage: { available },
      isNew: true,
      commit,
      committedAt: at,
      at,
    });
  });
  return commits;
};

describe('checkAnswerTimes', () => {
  it('finds an order that was refused although its stock was there all the time', () => {
    const [problem] = checkAnswerTimes(stock([0, 2, 10]), [refused(20, 30)]);
    expect(problem).toContain(`${sku} had at least 2 units for the 2 requested`);
  });

  it('accepts a refusal when the units came during the request', () => {
    expect(checkAnswerTimes(stock([0, 0, 10], [0, 2, 25]), [refused(20, 30)])).toEqual([]);
  });

  it('accepts a refusal when the stock item was made during the request', () => {
    expect(checkAnswerTimes(stock([0, 0, 10], [1, 2, 25]), [refused(20, 30)])).toEqual([]);
  });
});
