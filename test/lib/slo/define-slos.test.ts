import { describe, expect, it } from 'vitest';
import { defineSlos } from '../../../lib/slo/define-slos.ts';
import { SloDefinitionError } from '../../../lib/slo/slo-definition-error.ts';
import { anObjective } from '../../builders/an-objective.ts';

const availability = { ...anObjective(), id: 'availability' } as const;
const payments = { ...anObjective(), id: 'payments' } as const;

describe('defineSlos', () => {
  it('returns the objectives by their ids', () => {
    const slos = defineSlos({ availability, payments });
    const id: 'payments' = slos.payments.id;
    expect([slos, id]).toEqual([{ availability, payments }, 'payments']);
  });

  it('names the key and the id that are not the same', () => {
    expect(() => defineSlos({ payments: anObjective({ id: 'availability' }) })).toThrow(
      new SloDefinitionError('availability', [
        'it is declared under the key "payments": give both the same name, and no two objectives the same id',
      ]),
    );
  });

  it('takes ids that are only known when it runs', () => {
    expect(Object.keys(defineSlos({ payments: anObjective({ id: 'payments' }) }))).toEqual(['payments']);
  });

  describe('when the compiler sees the ids', () => {
    const refusals = [
      // @ts-expect-error the key is the id
      () => defineSlos({ payments: availability }),
      // @ts-expect-error an id occurs once
      () => defineSlos({ availability, payments: availability }),
      // @ts-expect-error ids are not swapped
      () => defineSlos({ availability: payments, payments: availability }),
    ];

    it('what is under another key is refused before anything runs, and when it runs', () => {
      for (const declare of refusals) expect(declare).toThrow(SloDefinitionError);
    });
  });
});
