import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { localServiceUrl } from '../../../tools/command-line/local-service.ts';

describe('localServiceUrl', () => {
  it('is the address of the command line, or the port on this machine', () => {
    expect(localServiceUrl({ PORT: 4_001 }, 'http://10.0.0.7:3000')).toBe('http://10.0.0.7:3000');
    expect(localServiceUrl({ PORT: 4_001 })).toBe('http://127.0.0.1:4001');
  });
});

describe('commands that talk to the local service', () => {
  const commands = globSync('tools/**/*.ts')
    .map((path) => [path, readFileSync(path, 'utf8')] as const)
    // `npm run sam` tells containers another address than its own.
    .filter(([path, source]) => /localServiceVariables,/.test(source) && !path.startsWith('tools/sam/'));

  it.each(commands)('take its address with --url in %s', (_, source) => {
    expect(source).toMatch(/localServiceOptions|\burl: option\(/);
  });
});
