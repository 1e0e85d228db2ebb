import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../tools/local-cloud/cloud.ts';
import { orderServiceDeployment } from '../../tools/local-cloud/order-service-deployment.ts';
import { projectFile, projectRoot } from '../../tools/project.ts';

/** The shell blocks of "Place an order", with the address of the running service instead of the default one. */
const tourOf = (url: string): string => {
  const readme = readFileSync(projectFile('README.md'), 'utf8');
  const section = /## Place an order\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks.join('\n').replace('API=http://localhost:3000', `API=${url}`);
};

describe.skipIf(process.platform === 'win32')('the tour of README.md', () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await startLocalCloud({ port: 0, deployment: orderServiceDeployment(), watch: false });
  });
  afterAll(() => cloud.close());

  it('leads an order from its placement to its delivery', async () => {
    const strict = 'set -eu\ncurl() { command curl --fail-with-body "$@"; echo; }\n';
    const child = spawn('sh', ['-c', strict + tourOf(cloud.url)], {
      cwd: projectRoot,
      env: { ...process.env, PORT: new URL(cloud.url).port },
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    expect([code, stderr]).toEqual([0, '']);
    const statuses = [...stdout.matchAll(/^\{"id":"ord_.*?"status":"(\w+)"/gm)].map(([, status]) => status);
    expect(statuses).toEqual(['pending', 'confirmed', 'shipped', 'delivered']);
    expect(stdout).toMatch(/ create-order {2}order placed /);
    expect(stdout).toContain('"order.delivered"');
    expect(stdout).toMatch(/"amount":2099/);
  });
});
