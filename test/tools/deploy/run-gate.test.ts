import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGate } from '../../../tools/deploy/run-gate.ts';

describe('runGate', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const gate = (program: string, node?: string) => {
    const file = join(folder, 'gate.mjs');
    writeFileSync(file, program);
    const printed: string[] = [];
    const print = (text: string) => printed.push(text);
    return { result: runGate(file, [], { print, ...(node !== undefined && { node }) }), printed };
  };

  it.each([
    ['open', 0],
    ['closed', 1],
    ['unknown', 2],
  ])('reads the state %s from exit code %i, and prints the output', (state, code) => {
    const { result, printed } = gate(
      `console.log('The gate is ${state}'); console.error('a warning'); process.exitCode = ${code};`,
    );
    expect([result, printed]).toEqual([{ state }, [`The gate is ${state}`, 'a warning']]);
  });

  it('takes a gate that throws for one that was not run, although a closed one has the same exit code', () => {
    const { result } = gate(`throw new Error('the declaration cannot be read');`);
    expect(result).toEqual({
      state: 'not run',
      reason: expect.stringMatching(/^exit code 1\n(?:.*\n)*Error: the declaration cannot be read\n/),
    });
  });

  it('shows the last lines of a long output', () => {
    const { result } = gate(
      `for (let line = 1; line <= 50; line += 1) console.error('line', line); process.exitCode = 1;`,
    );
    const reason = 'reason' in result ? result.reason.split('\n') : [];
    expect([reason.length, reason[1], reason.at(-1)]).toEqual([21, 'line 31', 'line 50']);
  });

  it('takes a gate that is killed for one that was not run, with the signal', () => {
    const { result } = gate(`console.error('reads'); process.kill(process.pid, 'SIGKILL');`);
    expect(result).toEqual({ state: 'not run', reason: 'signal SIGKILL\nreads' });
  });

  it('takes a gate that cannot be started for one that was not run', () => {
    const { result } = gate('', join(folder, 'no-node'));
    expect(result).toEqual({ state: 'not run', reason: expect.stringMatching(/no-node ENOENT/) });
  });
});
