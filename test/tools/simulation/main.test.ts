import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { volume } from '../../harness/volume.ts';

/**
 * Histories of each run of the test suite: a number, since a time would depend on the machine. Few, since
 * `.ci/run` looks for faults in minutes of them.
 */
const fixedHistories = volume({ inCi: 20, usual: 5 });
const freshHistories = volume({ inCi: 10, usual: 3 });

/** For a few histories, loading the service in a second thread costs more than it saves. */
const oneThread = ['--threads', '1'];

const simulate = (...args: readonly string[]) =>
  new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
    const command = ['tools/launch.mjs', 'tools/simulation/main.ts', ...args];
    execFile(process.execPath, command, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });

const traceOf = (output: string): string => /^trace (\w+)$/m.exec(output)?.[1] ?? '';

const within = { timeout: 240_000 };

describe('npm run simulate', () => {
  it('finds every promise kept in histories of a fixed seed', within, async () => {
    const { code, output } = await simulate('--histories', String(fixedHistories), '--seed', 'suite');
    expect(output).toContain(`${fixedHistories} histories`);
    expect({ code, output }).toMatchObject({ code: 0 });
  });

  it('finds every promise kept in histories of a fresh seed', within, async () => {
    const seed = String(randomInt(1, 1_000_000_000));
    process.stdout.write(`npm run simulate -- --seed ${seed} --histories ${freshHistories}\n`);
    const { code, output } = await simulate(
      ...oneThread,
      '--histories',
      String(freshHistories),
      '--seed',
      seed,
    );
    expect({ seed, code, output }).toMatchObject({ code: 0 });
  });

  it('prints the steps of one history', within, async () => {
    const { code, output } = await simulate('--seed', 'same', '--history', '3');
    expect(code).toBe(0);
    expect(output).toMatch(/^00:00\.\d{3} {2}admin: put-product SKU-1/m);
    expect(output).toContain('world: stops misbehaving');
    expect(output).toContain('every promise was kept');
  });

  it('finds a planted fault, and replays the smallest history that shows it', within, async () => {
    const planted = [...oneThread, '--mutant', 'cancelled-stock-kept'];
    const found = await simulate(...planted, '--histories', '60', '--story', '--seed', 'b');
    expect(found).toMatchObject({ code: 0 });
    expect(found.output).toMatch(/cancelled-stock-kept: found after \d+/);
    expect(found.output).toMatch(/smallest of \d+ parts of history \d+: 2 client commands, 0 kinds of fault/);
    expect(found.output).toMatch(/^ {2}\d\d:\d\d\.\d{3} {2}customer-\d: cancel-order ord_/m);
    const [, replay = ''] = /^npm run simulate -- (.*)$/m.exec(found.output) ?? [];
    const replayed = await simulate(...replay.split(' '));
    expect(replayed.code).toBe(1);
    expect(replayed.output).toMatch(/units received/);
    expect(traceOf(replayed.output)).toBe(/^ {2}trace (\w+)$/m.exec(found.output)?.[1]);
  });

  it('lists the injected faults, and the steps without one', within, async () => {
    const { output } = await simulate(...oneThread, '--histories', '2', '--pairs');
    expect(output).toMatch(/^ {2}\d+ \w+ × \w+/m);
    expect(output).toMatch(/^ {2}never \w+ × \w+/m);
  });

  it('lists the planted faults', async () => {
    const { code, output } = await simulate('--mutant', 'nonsense');
    expect(code).toBe(2);
    expect(output).toMatch(/^there is no mutant nonsense: use one of order-overwritten, /);
  });
});
