import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'delivery-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const synthesize = (repository?: string, stage = 'prod') =>
  spawnSync(process.execPath, ['infra/delivery/app.ts'], {
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: out,
      CDK_CONTEXT_JSON: JSON.stringify({ stage, ...(repository !== undefined && { repository }) }),
    },
  });

describe('the app of the delivery role', () => {
  it.each([
    ['of which the account is named', 'prod'],
    ['whose account is that of the credentials', 'dev'],
  ])('passes the rules of AWS in a stage %s', (_, stage) => {
    const { status, stderr } = synthesize('acme/order-service', stage);
    expect([status, stderr]).toEqual([0, '']);
    const template = readFileSync(join(out, `order-service-${stage}-delivery.template.json`), 'utf8');
    expect(template).toContain(`"repo:acme/order-service:environment:${stage}"`);
  });

  it('reports in one line that the repository is missing', () => {
    const { status, stderr } = synthesize();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Name the repository: .*<owner>@<number>\/<name>@<number>\.\n$/);
  });
});
