import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { afterAll, describe, expect, it } from 'vitest';
import { describeAssembly } from '../../../tools/synth/assembly-summary.ts';
import { anApp } from '../../harness/infra/synthesized.ts';

const app = anApp();
const stack = new Stack(app, 'shop');
const resource = new CfnFunction(stack, 'fn', { functionName: 'shop-buy', role: 'arn:of:a:role', code: {} });
resource.cfnOptions.metadata = { 'aws:asset:path': 'asset.1' };
new CfnCompositeAlarm(new Stack(app, 'watch'), 'alarm', { alarmRule: 'ALARM(shop)' });
app.synth();
mkdirSync(join(app.outdir, 'asset.1'));
writeFileSync(join(app.outdir, 'asset.1', 'function.cjs'), 'x'.repeat(12_345));

afterAll(() => rmSync(app.outdir, { recursive: true }));

describe('describeAssembly', () => {
  it('lists the size of each stack and bundle', () => {
    expect(describeAssembly(app.outdir)).toEqual([
      'shop: 1 resources, 1 functions',
      expect.stringMatching(/^ {2}shop-buy +12\.3 kB +0\.0 kB gzip$/),
      'watch: 1 resources, 0 functions',
    ]);
  });

  it('does not describe a directory that holds no assembly', () => {
    const empty = mkdtempSync(join(tmpdir(), 'no-assembly-'));
    expect(() => describeAssembly(empty)).toThrow(/manifest/);
    rmSync(empty, { recursive: true });
  });
});
