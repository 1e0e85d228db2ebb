import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPrometheus } from '../../../../tools/slo/prometheus-server/find-prometheus.ts';

const folder = mkdtempSync(join(tmpdir(), 'find-prometheus-'));
writeFileSync(join(folder, 'prometheus'), '');
chmodSync(join(folder, 'prometheus'), 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

describe('findPrometheus', () => {
  it('finds the program in any folder of the path', () => {
    expect(findPrometheus(['', '/nowhere', folder].join(delimiter), 'linux')).toBe(
      join(folder, 'prometheus'),
    );
  });

  it.each([
    ['linux', 'apt-get install prometheus'],
    ['darwin', 'brew install prometheus'],
    ['win32', 'https://prometheus.io/download/'],
    ['aix', 'https://prometheus.io/download/'],
  ] as const)('states its installation on %s', (platform, how) => {
    expect(() => findPrometheus('/nowhere', platform)).toThrow(how);
  });
});
