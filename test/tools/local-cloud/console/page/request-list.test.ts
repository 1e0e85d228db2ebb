import { describe, expect, it } from 'vitest';
import { withNewer } from '../../../../../tools/local-cloud/console/page/request-list.ts';
import type { RequestSummary } from '../../../../../tools/local-cloud/console/requests-view.ts';

const requests = (...ids: readonly string[]) => ids.map((id) => ({ id }) as RequestSummary);
const idsOf = (list: readonly RequestSummary[]) => list.map(({ id }) => id).join('');

describe('withNewer', () => {
  it('adds the requests of an answer', () => {
    expect(idsOf(withNewer(requests('a', 'b'), { after: 'b', items: requests('c') }))).toBe('abc');
  });

  it('keeps the requests of two overlapping answers in any order', () => {
    const [shorter, longer] = [
      { after: 'a', items: requests('b') },
      { after: 'a', items: requests('b', 'c') },
    ];
    const known = requests('a');
    expect(idsOf(withNewer(withNewer(known, shorter), longer))).toBe('abc');
    expect(idsOf(withNewer(withNewer(known, longer), shorter))).toBe('abc');
  });

  it('replaces the list when the answer has all requests: the local run has started again', () => {
    expect(idsOf(withNewer(requests('a', 'b'), { items: requests('x') }))).toBe('x');
  });

  it('keeps at most 500', () => {
    const known = requests(...Array.from({ length: 500 }, (_, index) => `${index}`));
    const list = withNewer(known, { after: '499', items: requests('new') });
    expect([list.length, list[0]?.id, list.at(-1)?.id]).toEqual([500, '1', 'new']);
  });
});
