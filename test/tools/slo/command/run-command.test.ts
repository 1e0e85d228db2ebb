import { describe, expect, it } from 'vitest';
import { sloIds } from '../../../../lib/contract/slos.ts';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { sloCommand } from '../../../../tools/slo/command/command-line.ts';
import { runSloCommand } from '../../../../tools/slo/command/run-command.ts';

const run = async (...args: string[]) => {
  const printed: string[] = [];
  const code = await runSloCommand(parseCommandLine(sloCommand, args, {}), {
    print: (text) => printed.push(text),
    nowMs: () => 0,
    pause: async () => false,
  });
  return { code, text: printed.join('\n') };
};

describe('runSloCommand', () => {
  it('lists the objectives of the contract', async () => {
    const { code, text } = await run('list');
    expect(code).toBe(0);
    for (const id of sloIds) {
      expect(text).toMatch(new RegExp(`^${id} `, 'm'));
    }
  });

  it('shows one objective', async () => {
    expect((await run('show', 'order-latency')).text).toMatch(/^Order latency \(order-latency\)/);
  });

  it('lists the objectives when asked for an unknown one', async () => {
    await expect(run('show', 'nonsense')).rejects.toThrow(
      `Unknown objective "nonsense": use one of ${sloIds.join(', ')}.`,
    );
  });

  it('prints the table of the workbook', async () => {
    expect((await run('table')).text).toContain('6 multiple windows');
  });

  it('checks the generated files', async () => {
    const { code, text } = await run('check');
    expect(code).toBe(0);
    expect(text).toContain('monitoring/openslo/order-service.yaml');
  });
});
