import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';

/** Histories of each run of the test suite: a number, since a time would depend on the machine. */
const fixedHistories = 40;
const freshHistories = 20;

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
    const { code, output } = await simulate('--histories', String(freshHistories), '--seed', seed);
    expect({ seed, code, output }).toMatchObject({ code: 0 });
  });

  it('repeats histories exactly, in any order and on any thread', within, async () => {
    const range = ['--seed', 'same', '--histories', '6'];
    const [one, two] = [
      await simulate(...range, '--threads', '1'),
      await simulate(...range, '--threads', '3'),
    ];
    expect(traceOf(one.output)).not.toBe('');
    expect(traceOf(two.output)).toBe(traceOf(one.output));
  });

  it('tells the story of one history', within, async () => {
    const { code, output } = await simulate('--seed', 'same', '--history', '3');
    expect(code).toBe(0);
    expect(output).toMatch(/^00:00\.\d{3} {2}admin: put-product SKU-1/m);
    expect(output).toContain('world: stops misbehaving');
    expect(output).toContain('every promise was kept');
  });

  it('finds a planted fault', within, async () => {
    const { code, output } = await simulate('--mutant', 'stock-kept', '--histories', '60');
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toMatch(/stock-kept: found after \d+/);
    expect(output).toMatch(/units received/);
  });

  it('names the planted faults that there are', async () => {
    const { code, output } = await simulate('--mutant', 'nonsense');
    expect(code).toBe(2);
    expect(output).toMatch(/^there is no mutant nonsense: use one of oversell, /);
  });
});
