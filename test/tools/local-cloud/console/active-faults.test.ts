import { describe, expect, it } from 'vitest';
import { activeFaults } from '../../../../tools/local-cloud/console/active-faults.ts';
import { noFaults } from '../../../../tools/local-cloud/faults/fault-settings.ts';

describe('activeFaults', () => {
  it('is empty while nothing is switched on', () => {
    expect(activeFaults(noFaults)).toEqual([]);
    expect(activeFaults({ ...noFaults, bus: { refuse: [] }, database: { error: 0 } })).toEqual([]);
  });

  it('names each fault with its part and setting', () => {
    const faults = { ...noFaults, bus: { lost: 0.5, refuse: ['ord_1'] }, database: { error: 1, delay: 0 } };
    expect(activeFaults(faults)).toEqual([
      { part: 'bus', fault: 'lost', setting: 0.5 },
      { part: 'bus', fault: 'refuse', setting: ['ord_1'] },
      { part: 'database', fault: 'error', setting: 1 },
    ]);
  });

  it('names the functions that fail', () => {
    const functions = { crash: 1, only: ['pay-order'], kill: ['get-order'] };
    expect(activeFaults({ ...noFaults, functions })).toEqual([
      { part: 'functions', fault: 'crash', setting: 1, only: ['pay-order'] },
      { part: 'functions', fault: 'kill', setting: ['get-order'] },
    ]);
  });

  it('has the outage of the payment gateway with its end', () => {
    expect(activeFaults(noFaults, { mode: 'error', endsAt: 0 })).toEqual([
      { part: 'payments', fault: 'outage', setting: 'error', until: '1970-01-01T00:00:00.000Z' },
    ]);
  });
});
