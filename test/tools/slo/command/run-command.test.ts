import { describe, expect, it } from 'vitest';
import { sloIds } from '../../../../lib/contract/slos.ts';
import { sloHelp } from '../../../../tools/slo/command/command-line.ts';
import { runSloCommand } from '../../../../tools/slo/command/run-command.ts';

const run = async (command: Parameters<typeof runSloCommand>[0]) => {
  const printed: string[] = [];
  const code = await runSloCommand(command, {
    print: (text) => printed.push(text),
    nowMs: () => 0,
    pause: async () => false,
  });
  return { code, text: printed.join('\n') };
};

describe('runSloCommand', () => {
  it('prints its help', async () => {
    expect(await run({ name: 'help' })).toEqual({ code: 0, text: sloHelp });
  });

  it('lists the objectives of the contract', async () => {
    const { code, text } = await run({ name: 'list' });
    expect(code).toBe(0);
    for (const id of sloIds) {
      expect(text).toMatch(new RegExp(`^${id} `, 'm'));
    }
  });

  it('shows one objective', async () => {
    expect((await run({ name: 'show', id: 'order-latency' })).text).toMatch(
      /^Order latency \(order-latency\)/,
    );
  });

  it('says which objectives there are when asked for another', async () => {
    await expect(run({ name: 'show', id: 'nonsense' })).rejects.toThrow(
      `There is no objective "nonsense"; there are ${sloIds.join(', ')}.`,
    );
  });

  it('prints the table of the workbook', async () => {
    expect((await run({ name: 'table' })).text).toContain('6 multiple windows');
  });

  it('checks what is generated', async () => {
    const { code, text } = await run({ name: 'check' });
    expect(code).toBe(0);
    expect(text).toContain('monitoring/openslo/order-service.yaml');
  });
});
