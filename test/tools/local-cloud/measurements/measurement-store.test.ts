import { expect, it } from 'vitest';
import { createMeasurementStore } from '../../../../tools/local-cloud/measurements/measurement-store.ts';

it('A measurement store drops minutes before the window of every alarm', () => {
  const store = createMeasurementStore(2);
  const metric = { namespace: 'Shop', name: 'sales', dimensions: {} };
  for (const minute of [1, 2, 3]) store.record(metric, [minute], minute * 60_000);
  expect(store.list()[0]?.minutes.map(({ sum }) => sum)).toEqual([2, 3]);
});
