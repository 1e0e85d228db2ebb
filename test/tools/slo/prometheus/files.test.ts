import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { objectiveRuleFiles, prometheusFiles } from '../../../../tools/slo/prometheus/files.ts';
import { promtool, runPromtool } from '../../../harness/prometheus.ts';
import { declarations, declaredAs } from '../../../harness/slo/declarations.ts';
import { volume } from '../../../harness/volume.ts';

const folder = 'monitoring/prometheus';
const names = Object.keys(prometheusFiles)
  .filter((path) => path.startsWith(`${folder}/`))
  .map((path) => path.slice(folder.length + 1));
const ruleFiles = names.filter((name) => name.endsWith('-rules.yml'));
const testFiles = names.filter((name) => name.endsWith('.test.yml'));

describe.skipIf(promtool.isMissing)(`generated rule files${promtool.reason}`, () => {
  it('are valid for promtool', async () => {
    expect(ruleFiles).toEqual(['slo-rules.yml', 'pipeline-rules.yml']);
    const { code, output } = await runPromtool(['check', 'rules', ...ruleFiles], folder);
    expect(output).toMatch(/SUCCESS: \d{2,} rules found/);
    expect(code).toBe(0);
  });

  it('have unit tests', () => {
    expect(testFiles).toHaveLength(8);
  });

  it.concurrent.each(testFiles)(
    'pass the unit tests of %s',
    async (file) => {
      const { code, output } = await runPromtool(['test', 'rules', file], folder);
      expect(output).toContain('SUCCESS');
      expect(code).toBe(0);
    },
    120_000,
  );
});

describe('rules and tests of objectives that are declared otherwise', () => {
  const some = declarations.slice(0, volume({ inCi: declarations.length, usual: 2 }));
  it.each(some)('can be written at %s percent in %d days with a guard of %d', (...declaration) => {
    for (const [name, write] of Object.entries(objectiveRuleFiles(declaredAs(declaration)))) {
      expect(write(), name).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  // One set of declarations: the others were tried by hand, and each takes seconds.
  it.skipIf(promtool.isMissing)(`pass, a strict and a loose one together${promtool.reason}`, async () => {
    const count = volume({ inCi: 3, usual: 1 });
    const other = mkdtempSync(join(tmpdir(), 'rule-files-'));
    onTestFinished(() => rmSync(other, { recursive: true }));
    const objectives = declaredAs(['99.95', 28, 8], ['90', 14, 1]).slice(0, 2);
    for (const [name, write] of Object.entries(objectiveRuleFiles(objectives)))
      writeFileSync(join(other, name), write());
    const tests = ['minutes', 'edges', 'values'].map((what) => `slo-rules-${what}.test.yml`);
    const { code, output } = await runPromtool(['test', 'rules', ...tests.slice(0, count)], other);
    expect(output).not.toContain('FAILED');
    expect(code).toBe(0);
  });
});
