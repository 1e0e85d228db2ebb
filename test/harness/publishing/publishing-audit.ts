import { expect } from 'vitest';
import type { PostOffice } from './post-office.ts';

/**
 * Checks the rules for orders that hold once nothing fails any more: each event is on the bus, first after
 * the one before it, and was measured and judged at most once.
 */
export const auditOrders = async (office: PostOffice, orderIds: readonly string[]): Promise<void> => {
  for (const id of orderIds) {
    expect([...new Set(office.idsOf(id))]).toEqual(office.committedIds(id));
    const { cursor, versions } = await office.load(id);
    expect(cursor.publishedVersion).toBe(versions.length);
    expect(cursor.judgedVersion).toBe(versions.length);
    expect(cursor.quarantine).toBeUndefined();
    expect(versions.every(({ delivery }) => delivery === 'received')).toBe(true);
  }
  const events = [...office.events.keys()].flatMap(office.committedIds).length;
  expect(office.told.delays.length).toBeLessThanOrEqual(events);
  expect(office.told.judged.length).toBeLessThanOrEqual(events);
};
