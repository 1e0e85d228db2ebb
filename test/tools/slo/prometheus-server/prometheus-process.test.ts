import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { CommandError } from '../../../../tools/command-line/command-error.ts';
import { startPrometheus } from '../../../../tools/slo/prometheus-server/prometheus-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'prometheus-process-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = (script: string): string => {
  const path = join(folder, `program-${script.length}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
};

describe('startPrometheus', () => {
  it.skipIf(process.platform === 'win32')(
    'prints the output of Prometheus when it does not start',
    async () => {
      const starting = startPrometheus({
        program: program('echo port taken >&2; exit 1'),
        folder,
        port: 9,
        config: '',
      });
      await expect(starting).rejects.toThrow(new CommandError('Prometheus did not start: port taken'));
    },
  );

  it.skipIf(process.platform === 'win32')('retains the window of every objective', async () => {
    const starting = startPrometheus({
      program: program('echo "$@" >&2; exit 1'),
      folder,
      port: 9,
      config: '',
    });
    const said = await starting.catch(({ message }: CommandError) => message);
    const [, days] = /--storage\.tsdb\.retention\.time=(\d+)d /.exec(String(said)) ?? [];
    for (const { windowDays } of Object.values(slos)) expect(Number(days)).toBeGreaterThan(windowDays);
  });

  it('reports a missing program', async () => {
    const starting = startPrometheus({ program: join(folder, 'none'), folder, port: 9, config: '' });
    await expect(starting).rejects.toThrow(/^Prometheus did not start: spawn .*ENOENT$/);
  });
});
