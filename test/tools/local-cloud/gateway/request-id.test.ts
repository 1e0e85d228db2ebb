import { describe, expect, it } from 'vitest';
import { newRequestId } from '../../../../tools/local-cloud/gateway/request-id.ts';

describe('newRequestId', () => {
  it.each([0x00, 0xf8, 0xff])(
    'begins with a letter, as an operand of a command line, with random bytes of %i',
    (byte) => {
      expect(newRequestId((size: number) => Buffer.alloc(size, byte))).toMatch(/^[A-Z][\w-]{14}=$/);
    },
  );

  it('differs from one request to the next', () => {
    expect(newRequestId()).not.toBe(newRequestId());
  });
});
