import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ErrorAdvice, errorAdvice } from '../../../../lib/contract/errors/advice.ts';
import type { ErrorCode } from '../../../../lib/contract/errors/registry.ts';
import { exampleErrors } from '../../../../tools/generate/api/error-examples.ts';

const codes = Object.keys(errorAdvice) as ErrorCode[];

describe('errorAdvice', () => {
  it.each(codes)('has the schema of the details of %s', (code) => {
    const { details }: ErrorAdvice = errorAdvice[code];
    expect((details ?? z.undefined()).safeParse(exampleErrors[code].details).error).toBeUndefined();
  });

  it('asks to wait for Retry-After exactly where the answer has it', () => {
    const withHeader = codes.filter((code) => exampleErrors[code].retryAfterSeconds !== undefined);
    const advised = codes.filter((code) => errorAdvice[code].retry === 'after Retry-After');
    expect(advised).toEqual(withHeader);
  });
});
