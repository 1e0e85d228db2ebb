import { describe, expect, it } from 'vitest';
import { batchFailures } from '../../../../tools/local-cloud/consumers/batch-response.ts';
import { answered, threw } from '../../../harness/local-cloud/outcomes.ts';

const ids = ['1', '2', '3'];
const failing = (...identifiers: unknown[]) =>
  answered({ batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) });

describe('batchFailures', () => {
  it.each([
    ['null', answered(null)],
    ['an empty object', answered({})],
    ['a list of null', answered({ batchItemFailures: null })],
    ['an empty list', answered({ batchItemFailures: [] })],
    ['text', answered('done')],
  ])('treats %s as success', (_, outcome) => {
    expect(batchFailures(outcome, ids)).toEqual(new Set());
  });

  it('names the items that failed', () => {
    expect(batchFailures(failing('3', '2'), ids)).toEqual(new Set(['2', '3']));
  });

  it.each([
    ['an error', threw('broken')],
    ['a timeout', { status: 'timed-out' } as const],
    ['an empty id', failing('2', '')],
    ['an id of null', failing(null)],
    ['an id that is a number', failing(2)],
    ['an id of another batch', failing('2', '9')],
    ['a failure without an id', answered({ batchItemFailures: [{ id: '2' }] })],
    ['a failure that is null', answered({ batchItemFailures: [null] })],
    ['failures that are no list', answered({ batchItemFailures: '2' })],
  ])('treats %s as the failure of the whole batch', (_, outcome) => {
    expect(batchFailures(outcome, ids)).toBe('everything');
  });
});
