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
    timeout: 60_000,
    env: {
      ...process.env,
      CDK_OUTDIR: out,
      CDK_CONTEXT_JSON: JSON.stringify({ stage, ...(repository !== undefined && { repository }) }),
    },
  });

describe('the app of the delivery role', () => {
  it.each([
    ['its names', 'acme/order-service'],
    ['names and numbers, as tokens of repositories since July 2026 have them', 'acme@12/order-service@345'],
  ])('trusts a repository that is given by %s', (_, repository) => {
    const { status, stderr } = synthesize(repository);
    expect([status, stderr]).toEqual([0, '']);
    const template = readFileSync(join(out, 'order-service-prod-delivery.template.json'), 'utf8');
    expect(template).toContain(`"repo:${repository}:environment:prod"`);
  });

  it('passes the rules of AWS in a stage whose account is that of the credentials, too', () => {
    const { status, stderr } = synthesize('acme/order-service', 'dev');
    expect([status, stderr]).toEqual([0, '']);
  });

  it.each([undefined, 'acme', 'acme@12/order-service', 'acme/order-service@345', 'acme/*'])(
    'refuses the repository %s',
    (repository) => {
      const { status, stderr } = synthesize(repository);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^Name the repository: .*<owner>@<number>\/<name>@<number>\.\n$/);
    },
  );
});
