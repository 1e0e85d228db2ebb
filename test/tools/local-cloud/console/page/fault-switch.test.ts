import { describe, expect, it } from 'vitest';
import { type Faults, switchesOf } from '../../../../../tools/local-cloud/console/page/fault-switch.ts';
import { createFaultInjection } from '../../../../../tools/local-cloud/faults/fault-injection.ts';
import { parseFaults } from '../../../../../tools/local-cloud/faults/parse-faults.ts';

/** The settings of the local run after a switch was turned. */
const turned = (faults: Faults, [kind, name, title]: readonly [string, string, string], on: boolean) => {
  const found = switchesOf(kind, name).find((one) => one.title === title);
  const settings = parseFaults(JSON.stringify(found?.turn(faults, on)));
  return { settings, isOn: found?.isOn({ ...settings }) };
};

const killing = (name: string) => ['function', name, 'Kill each invocation'] as const;
const ofOthers = { throttle: 0.5, crash: 0.1, coldStart: 1, only: ['create-order'] };

describe('the switch that kills a function', () => {
  it('kills each invocation of the function, and of no other', () => {
    const { settings, isOn } = turned({}, killing('pay-order'), true);
    const faults = createFaultInjection(settings);
    expect([isOn, faults.functions('crash', 'pay-order')]).toEqual([true, true]);
    expect(faults.functions('crash', 'create-order')).toBe(false);
  });

  it.each(['create-order', 'pay-order'])('leaves other faults of functions when %s is turned', (name) => {
    const on = turned({ functions: ofOthers }, killing(name), true);
    expect(on.settings.functions).toEqual({ ...ofOthers, kill: [name] });
    const off = turned({ ...on.settings }, killing(name), false);
    expect([off.isOn, off.settings.functions]).toEqual([false, { ...ofOthers, kill: [] }]);
  });

  it('leaves the switch of another function', () => {
    const { settings } = turned({ functions: { kill: ['pay-order'] } }, killing('get-order'), true);
    expect(settings.functions).toEqual({ kill: ['pay-order', 'get-order'] });
    expect(turned({ ...settings }, killing('get-order'), false).settings.functions).toEqual({
      kill: ['pay-order'],
    });
  });
});

describe('every switch', () => {
  const parts = [
    ['function', 'pay-order'],
    ['table', 'orders'],
    ['external', 'payment gateway'],
    ['bus', 'orders'],
  ] as const;
  const switches = parts.flatMap(([kind, name]) =>
    switchesOf(kind, name).map(({ title }) => [kind, name, title] as const),
  );

  it.each(switches)('of %s %s, "%s", leaves faults that were set as JSON', (...one) => {
    const others = {
      seed: 9,
      bus: { partial: 0.2, refuse: ['ord_1'] },
      logs: { reorder: 1 },
      webhooks: { lost: 0.3 },
      functions: ofOthers,
    };
    const on = turned(others, one, true);
    expect([on.settings, on.isOn]).toMatchObject([others, true]);
    const off = turned({ ...on.settings }, one, false);
    expect([off.settings, off.isOn]).toMatchObject([others, false]);
  });
});
