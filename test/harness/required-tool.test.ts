import { delimiter, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requiredTool } from './required-tool.ts';

const here = import.meta.dirname;
const nodeFolder = dirname(process.execPath);

describe('requiredTool', () => {
  it('finds a program in any of the folders', () => {
    const PATH = ['', here, nodeFolder].join(delimiter);
    expect(requiredTool('node', { PATH, CI: 'true' })).toEqual({
      path: process.execPath,
      isMissing: false,
      reason: '',
    });
  });

  it('finds no file that cannot be executed', () => {
    expect(requiredTool('required-tool.ts', { PATH: here }).isMissing).toBe(true);
  });

  it.each([{ PATH: here }, { PATH: '' }, {}])(
    'states the reason for skipped tests, given %o',
    (environment) => {
      expect(requiredTool('no-such-tool', environment)).toEqual({
        path: 'no-such-tool',
        isMissing: true,
        reason: ' (skipped: no-such-tool is not installed)',
      });
    },
  );

  it('fails in CI, where nothing may be skipped', () => {
    expect(() => requiredTool('no-such-tool', { PATH: here, CI: 'true' })).toThrow(
      'no-such-tool is missing: apt-get install no-such-tool',
    );
  });

  it('names the package that brings a program of another name', () => {
    expect(() => requiredTool('no-such-tool', { PATH: here, CI: 'true' }, 'tools')).toThrow(
      'no-such-tool is missing: apt-get install tools',
    );
  });
});
