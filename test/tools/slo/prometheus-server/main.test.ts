import { describe, expect, it } from 'vitest';
import { startMessage } from '../../../../tools/slo/prometheus-server/start-message.ts';
import { runScript } from '../../../harness/local-cloud/run-script.ts';
import { prometheusServer } from '../../../harness/prometheus.ts';

const runPrometheus = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  runScript('slo/prometheus.ts', args, variables);

describe('npm run prometheus', () => {
  it('lists its options', async () => {
    const { code, stdout } = await runPrometheus(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: npm run prometheus');
  });

  it('states the installation of Prometheus where it is missing', async () => {
    const { code, stderr } = await runPrometheus([], { PATH: '' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Prometheus is not installed\. .+\n$/);
  });

  it.skipIf(prometheusServer.isMissing)(
    `names the command to start first when no service answers${prometheusServer.reason}`,
    async () => {
      // Port 9 is discard: nothing listens there.
      const { code, stderr } = await runPrometheus(['--url', 'http://127.0.0.1:9']);
      expect(code).toBe(1);
      expect(stderr).toContain('No local service answers at http://127.0.0.1:9. Start it with `npm start`');
    },
  );
});

describe('startMessage', () => {
  it('has three queries to paste and three to click', () => {
    const message = startMessage('http://127.0.0.1:9090', 'http://localhost:3000');
    const links = message.match(/http:\/\/127\.0\.0\.1:9090\/graph\?g0\.tab=1&g0\.expr=\S+/g) ?? [];
    expect(links).toHaveLength(3);
    for (const link of links) {
      expect(message).toContain(`  ${new URL(link).searchParams.get('g0.expr')}\n`);
    }
  });
});
