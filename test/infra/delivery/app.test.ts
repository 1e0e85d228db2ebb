import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addDelivery } from '../../../infra/delivery/add-delivery.ts';
import { anApp } from '../../harness/infra/synthesized.ts';

const repository = 'acme/order-service';

describe('the app of the delivery role', () => {
  it.each([
    ['of which the account is named', 'prod'],
    ['whose account is that of the credentials', 'dev'],
  ])('passes the rules of AWS in a stage %s', (_, stage) => {
    const app = anApp({ stage, repository });
    try {
      addDelivery(app);
      app.synth();
      const template = readFileSync(
        join(app.outdir, `order-service-${stage}-delivery.template.json`),
        'utf8',
      );
      expect(template).toContain(`"repo:${repository}:environment:${stage}"`);
    } finally {
      rmSync(app.outdir, { recursive: true, force: true });
    }
  });

  it('reports in one line that the repository is missing', () => {
    const { status, stderr } = spawnSync(process.execPath, ['infra/delivery/app.ts'], {
      encoding: 'utf8',
      env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ stage: 'prod' }) },
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Name the repository: .*<owner>@<number>\/<name>@<number>\.\n$/);
  });
});
