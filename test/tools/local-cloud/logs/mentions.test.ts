import { expect, it } from 'vitest';
import { mentionsAny } from '../../../../tools/local-cloud/logs/mentions.ts';

it.each([
  ['{"correlationId":"order-1234"}', true],
  [JSON.stringify({ body: '{"correlationId":"order-1234"}' }), true],
  ['{"correlationId":"order-12345"}', false],
  ['{"correlationId":"my-order-1234"}', false],
])('An id is mentioned as a whole only: %s', (text, isMentioned) => {
  expect(mentionsAny(['order-1234', 'a.b'])(text)).toBe(isMentioned);
});
