import { describe, expect, it } from 'vitest';
import { errorRegistry } from '../../../../lib/contract/errors/registry.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';

const codes: string[] = Object.values(logEvents).map(({ code }) => code);

describe('log codes', () => {
  it('are unique', () => {
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('start with LOG-, an area and a number', () => {
    expect(codes.filter((code) => !/^LOG-[A-Z]{3}-\d{3}$/.test(code))).toEqual([]);
  });

  it('share no prefix with error codes', () => {
    const prefixOf = (code: string) => code.split('-')[0];
    const errorPrefixes = new Set(Object.keys(errorRegistry).map(prefixOf));
    expect(codes.filter((code) => errorPrefixes.has(prefixOf(code)))).toEqual([]);
  });
});
