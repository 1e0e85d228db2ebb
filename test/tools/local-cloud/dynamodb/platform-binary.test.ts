import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../../tools/command-line/command-error.ts';
import { platformBinary } from '../../../../tools/local-cloud/dynamodb/platform-binary.ts';

const found = (name: string) => join('/modules', name);

describe('platformBinary', () => {
  it('is in the package of the platform', () => {
    expect(platformBinary('darwin', 'arm64', found)).toBe(join('/modules/@dynoxide/darwin-arm64/dynoxide'));
    expect(platformBinary('win32', 'x64', found)).toBe(join('/modules/@dynoxide/win32-x64/dynoxide.exe'));
  });

  it('states the cure when the package is missing', () => {
    const find = () => platformBinary('sunos', 'sparc');
    expect(find).toThrow(CommandError);
    expect(find).toThrow(/@dynoxide\/sunos-sparc is not installed\. Run `npm ci` .* DYNAMODB_ENDPOINT/);
  });
});
