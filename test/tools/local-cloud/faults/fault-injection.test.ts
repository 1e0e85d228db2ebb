import { describe, expect, it } from 'vitest';
import { createFaultInjection } from '../../../../tools/local-cloud/faults/fault-injection.ts';
import { parseFaults } from '../../../../tools/local-cloud/faults/parse-faults.ts';

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('createFaultInjection', () => {
  it('makes the same decisions for the same seed', () => {
    const decisions = (seed: number) => {
      const faults = createFaultInjection({ seed, bus: { lost: 0.5 }, logs: {}, webhooks: {} });
      return times(64, () => faults.bus('lost'));
    };
    expect(decisions(1)).toEqual(decisions(1));
    expect(decisions(1)).not.toEqual(decisions(2));
  });

  it('injects a fault about as often as its probability', () => {
    const faults = createFaultInjection({
      seed: 5,
      bus: { throttle: 0.1 },
      logs: { rebatch: 0.9 },
      webhooks: {},
    });
    const struck = (draw: () => boolean) => times(10_000, draw).filter(Boolean).length / 10_000;
    expect(struck(() => faults.bus('throttle'))).toBeCloseTo(0.1, 1);
    expect(struck(() => faults.logs('rebatch'))).toBeCloseTo(0.9, 1);
  });

  it('injects no fault that is not set', () => {
    const faults = createFaultInjection({ seed: 5, bus: { throttle: 1 }, logs: {}, webhooks: {} });
    expect([faults.bus('throttle'), faults.bus('lost'), faults.logs('duplicate')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('waits between one millisecond and the most', () => {
    const faults = createFaultInjection();
    const waits = times(1_000, () => faults.wait(3));
    expect([...new Set(waits)].sort()).toEqual([1, 2, 3]);
  });
});

describe('parseFaults', () => {
  it('reads the given faults and adds none', () => {
    expect(
      parseFaults(
        '{"seed":3,"bus":{"lost":0.1,"refuse":["ord_1"]},"logs":{"reorder":1},"webhooks":{"lost":1}}',
      ),
    ).toEqual({
      seed: 3,
      bus: { lost: 0.1, refuse: ['ord_1'] },
      logs: { reorder: 1 },
      webhooks: { lost: 1 },
    });
    const parts = { database: { delay: 1 }, payments: { noAnswer: 0.5 } };
    expect(parseFaults(JSON.stringify(parts))).toMatchObject(parts);
    expect(parseFaults('{}')).toEqual({ seed: 1, bus: {}, logs: {}, webhooks: {} });
  });

  it.each([
    ['no JSON', 'faults are described by a JSON object'],
    ['[]', 'faults are described by a JSON object'],
    ['{"queue":{}}', 'unknown field "queue"; there are seed, bus, logs, webhooks'],
    ['{"seed":0.5}', 'seed must be a whole number'],
    ['{"bus":[]}', 'bus must be an object of faults'],
    ['{"bus":{"lost":"0.1"}}', 'bus.lost must be a probability from 0 to 1'],
    ['{"bus":{"lost":-0.1}}', 'bus.lost must be a probability from 0 to 1'],
    ['{"bus":{"refuse":"ord_1"}}', 'bus.refuse must be a list of order ids'],
    ['{"database":{"lost":1}}', 'unknown database fault "lost"; there are delay, error'],
    ['{"payments":{"error":2}}', 'payments.error must be a probability from 0 to 1'],
    ['{"logs":{"lost":1}}', 'unknown log fault "lost"; there are duplicate, reorder, rebatch'],
    [
      '{"webhooks":{"rebatch":1}}',
      'unknown webhook fault "rebatch"; there are lost, duplicate, reorder, delay',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => parseFaults(text)).toThrow(message);
  });
});
