import { describe, expect, it } from 'vitest';
import {
  invalidStatusTransition,
  ServiceError,
  tooManyUnpaidOrders,
} from '../../../lib/contract/errors/factories.ts';
import { failed, json, ok } from '../../../lib/platform/response.ts';
import { presentOrder, respondCreated } from '../../../lib/presenters/present-order.ts';
import { anOrder } from '../../builders/an-order.ts';
import { contractFaults } from './contract-faults.ts';

const order = presentOrder(anOrder());

describe('contractFaults', () => {
  it.each([
    ['a declared response', respondCreated(anOrder()), []],
    ['a declared error', failed(tooManyUnpaidOrders(20), 'correlation', 0), []],
    ['an answer of the gateway', json(429, { message: 'Too Many Requests' }), []],
    ['a missing header', json(201, order), ['it lacks Location']],
    [
      'a header that is not declared',
      json(201, order, { Location: '/', ETag: '"1"' }),
      ['ETag is not declared'],
    ],
    [
      'an error of another route',
      failed(invalidStatusTransition('pending', 'shipped'), 'correlation', 0),
      ['ORD-003 with 409 is not declared'],
    ],
    ['a status that is not declared', ok(order), ['its body is no error envelope']],
    [
      'details that the code does not have',
      failed(new ServiceError('ORD-007', { details: { limit: '20' } }), 'correlation', 0),
      [expect.stringContaining('ORD-007 does not match its schema')],
    ],
    ['another type', { ...respondCreated(anOrder()), headers: { Location: '/' } }, ['its type is ']],
  ])('judges %s', (_, answer, faults) => {
    expect(contractFaults('create-order', answer)).toEqual(faults);
  });

  it('finds a field that the schema does not have', () => {
    const answer = json(201, { ...order, secret: 1 }, { Location: '/' });
    expect(contractFaults('create-order', answer)).toEqual([expect.stringContaining('secret')]);
  });
});
