import { describe, expect, it } from 'vitest';
import { prometheusFiles } from '../../../scripts/prometheus/files.ts';
import { promtool, runPromtool } from '../../tools/prometheus.ts';

const folder = 'monitoring/prometheus';
const names = Object.keys(prometheusFiles)
  .filter((path) => path.startsWith(`${folder}/`))
  .map((path) => path.slice(folder.length + 1));
const ruleFiles = names.filter((name) => name.endsWith('-rules.yml'));
const testFiles = names.filter((name) => name.endsWith('.test.yml'));

describe.skipIf(promtool.isMissing)(`generated rule files${promtool.reason}`, () => {
  it('are what promtool takes for rules', async () => {
    expect(ruleFiles).toEqual(['slo-rules.yml', 'pipeline-rules.yml']);
    const { code, output } = await runPromtool(['check', 'rules', ...ruleFiles], folder);
    expect(output).toMatch(/SUCCESS: \d{2,} rules found/);
    expect(code).toBe(0);
  });

  it('have unit tests', () => {
    expect(testFiles).toHaveLength(4);
  });

  it.concurrent.each(testFiles)('pass the unit tests of %s', async (file) => {
    const { code, output } = await runPromtool(['test', 'rules', file], folder);
    expect(output).toContain('SUCCESS');
    expect(code).toBe(0);
  });
});
