import { describe, expect, it } from 'vitest';
import { freeTextSchema } from '../../../../lib/contract/schemas/free-text-schema.ts';
import { unusableTexts } from '../../../harness/unusable-texts.ts';

const accepts = (text: unknown) => freeTextSchema(20).safeParse(text).success;

describe('freeTextSchema', () => {
  it.each(['Grüner Tee 緑茶', 'شاي أخضر', 'חליטה', '👩‍👩‍👧 🍵', 'é', '-', ' padded ', 'x'.repeat(20)])(
    'accepts "%s"',
    (text) => {
      expect(accepts(text)).toBe(true);
    },
  );

  it.each(Object.entries(unusableTexts))('refuses %s', (_, text) => {
    expect(accepts(text)).toBe(false);
  });

  it('refuses text that is too long, and values that are not text', () => {
    expect(accepts('x'.repeat(21))).toBe(false);
    expect(accepts(1)).toBe(false);
  });
});
