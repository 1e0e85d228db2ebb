import { describe, expect, it } from 'vitest';
import { readCanary } from '../../../../lib/app/canary/receive-canary.ts';
import { canaryDetailType } from '../../../../lib/contract/events/bus-event.ts';
import { aDeliveredEvent } from '../../../builders/a-delivered-event.ts';
import { aBus } from '../../../doubles/a-bus.ts';

const detail = { canaryId: 'canary-1', sentAt: '2026-07-01T12:00:00.000Z' };

describe('receiveCanary', () => {
  it('records the return of a canary, also when it is delivered again', async () => {
    const bus = aBus();
    await bus.send();
    expect([await bus.receive(bus.last()), await bus.receive(bus.last())]).toEqual(['noted', 'noted']);
    expect(bus.told).toEqual([]);
  });

  it('reports a canary event that was never sent', async () => {
    const bus = aBus();
    expect(await bus.receive({ id: 'stranger', sentAt: detail.sentAt })).toBe('unknown');
    expect(bus.told).toEqual(['stranger unknown']);
  });
});

describe('readCanary', () => {
  it('reads a canary as the bus delivers it', () => {
    expect(readCanary(aDeliveredEvent(detail, canaryDetailType))).toEqual({
      id: 'canary-1',
      sentAt: detail.sentAt,
    });
  });

  it.each([
    ['no JSON', 'tweet'],
    ['no event of the bus', JSON.stringify(detail)],
    ['without an id', aDeliveredEvent({ ...detail, canaryId: '' })],
    ['without a time', aDeliveredEvent({ ...detail, sentAt: 'noon' })],
  ])('refuses a message that is %s', (_, text) => {
    expect(() => readCanary(text)).toThrow();
  });
});
