import { describe, expect, it } from 'vitest';
import { sloCorrections } from '../../../lib/contract/slo-corrections.ts';
import { slos } from '../../../lib/contract/slos.ts';
import { type Correction, checkCorrections, correctedSpans } from '../../../lib/slo/corrections.ts';
import { anObjective } from '../../builders/an-objective.ts';

const objective = anObjective();
const now = Date.parse('2026-07-02T00:00:00Z');

const aCorrection = (fields: Partial<Correction> = {}): Correction => ({
  from: '2026-07-01T12:00:00Z',
  to: '2026-07-01T13:00:00Z',
  objective: 'availability',
  reason: 'an announced exercise',
  ticket: 'OPS-1',
  ...fields,
});

describe('checkCorrections', () => {
  it('accepts the corrections of the service', () => {
    expect(() => checkCorrections(sloCorrections, Object.values(slos), Date.now())).not.toThrow();
  });

  it('accepts a correction up to a day ahead', () => {
    const ahead = aCorrection({ to: '2026-07-03T00:00:00Z' });
    expect(() => checkCorrections([aCorrection(), ahead], [objective], now)).not.toThrow();
  });

  it.each([
    [{ objective: 'search' }, 'its objective "search" is unknown'],
    [{ from: '2026-07-01' }, 'from and to must be times such as 2026-07-01T12:00:00Z'],
    [{ from: '2026-02-29T12:00:00Z' }, 'from and to must be times such as 2026-07-01T12:00:00Z'],
    [{ to: '2026-07-01T12:00:00Z' }, 'from must be before to'],
    [{ to: '2026-07-03T00:00:01Z' }, 'to must not be more than a day in the future'],
    [{ reason: ' ' }, 'reason and ticket must not be empty'],
    [{ ticket: '' }, 'reason and ticket must not be empty'],
  ])('refuses %o', (fields, problem) => {
    expect(() => checkCorrections([aCorrection(fields)], [objective], now)).toThrow(
      `Correction 1: ${problem}`,
    );
  });
});

describe('correctedSpans', () => {
  const at = (time: string) => Date.parse(`2026-07-01T${time}:00Z`);
  const spansOf = (...corrections: readonly Correction[]) =>
    correctedSpans(corrections, objective, { from: at('10:00'), to: at('20:00') });

  it('joins corrections that overlap, and leaves out other objectives', () => {
    expect(
      spansOf(
        aCorrection({ from: '2026-07-01T12:30:00Z', to: '2026-07-01T14:00:00Z' }),
        aCorrection(),
        aCorrection({ objective: 'order-latency', from: '2026-07-01T15:00:00Z', to: '2026-07-01T16:00:00Z' }),
      ),
    ).toEqual([{ from: at('12:00'), to: at('14:00') }]);
  });

  it('ends at the ends of the span', () => {
    expect(spansOf(aCorrection({ from: '2026-07-01T08:00:00Z' }))).toEqual([
      { from: at('10:00'), to: at('13:00') },
    ]);
    expect(spansOf(aCorrection({ from: '2026-07-01T08:00:00Z', to: '2026-07-01T10:00:00Z' }))).toEqual([]);
  });
});
