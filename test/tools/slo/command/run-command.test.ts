import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sloIds } from '../../../../lib/contract/slos.ts';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { sloCommand } from '../../../../tools/slo/command/command-line.ts';
import { runSloCommand } from '../../../../tools/slo/command/run-command.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

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

  it('writes the rules of a stage with the address of its runbooks', async () => {
    const out = mkdtempSync(join(tmpdir(), 'rules-'));
    try {
      const { code } = await run('rules', '--runbooks', 'https://wiki.example.com/runbooks/', '--out', out);
      expect(code).toBe(0);
      const files = readdirSync(out);
      expect(files.sort()).toEqual(['pipeline-rules.yml', 'slo-rules.yml']);
      for (const file of files) {
        const links = readFileSync(join(out, file), 'utf8').match(/runbook_url: .*/g) ?? [];
        expect(links.length).toBeGreaterThan(0);
        for (const link of links)
          expect(link).toMatch(/https:\/\/wiki\.example\.com\/runbooks\/[a-z-]+\.md#/);
      }
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  it('refuses to write rules without the address of runbooks', async () => {
    await expect(run('rules')).rejects.toThrow('--runbooks is missing');
  });

  it.each([
    ['open', 0, 0],
    ['closed', 10_000, 1],
  ])('says that the gate is %s, by its exit code, too', async (state, bad, exitCode) => {
    const counters = sloIds.flatMap((id) => [
      `slo_events_total{slo="${id}",outcome="good"} 90000`,
      `slo_events_total{slo="${id}",outcome="bad"} ${bad}`,
    ]);
    const service = await startScriptedServer((_, response) => void response.end(`${counters.join('\n')}\n`));
    const folder = mkdtempSync(join(tmpdir(), 'gate-'));
    try {
      const { code, text } = await run(
        'gate',
        '--url',
        service.endpoint,
        '--token',
        'of-an-operator',
        '--record',
        join(folder, 'gate.jsonl'),
      );
      expect(code).toBe(exitCode);
      expect(text).toContain(`The gate is ${state}`);
    } finally {
      rmSync(folder, { recursive: true });
      await service.stop();
    }
  });

  it('checks the generated files', async () => {
    const { code, text } = await run('check');
    expect(code).toBe(0);
    expect(text).toContain('monitoring/openslo/order-service.yaml');
  });
});
