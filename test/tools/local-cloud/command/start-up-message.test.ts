import { describe, expect, it } from 'vitest';
import { startUpMessage } from '../../../../tools/local-cloud/command/start-up-message.ts';
import { fixtureDeployment } from '../../../harness/local-cloud/fixture-deployment.ts';

const facts = {
  url: 'http://127.0.0.1:3000',
  database: 'data kept in memory',
  token: 'aaa.bbb.ccc',
  networkAddresses: [],
  startedInMs: 1_740,
  delays: 12,
};

describe('startUpMessage', () => {
  it('shows the address, the functions, a first request and how to stop', () => {
    const example = ({ url, token }: { url: string; token: string }) => ({
      title: 'Do something',
      command: `curl ${url}/things -H "Authorization: Bearer ${token}"`,
    });
    expect(startUpMessage({ ...fixtureDeployment(), example, reference: '/docs' }, facts)).toBe(`
Fixture Service is ready at http://127.0.0.1:3000 (1.7 s)
4 functions, reloaded when their source changes; data kept in memory.

Next, in a second terminal in this folder (bash, PowerShell or cmd):

Do something:

curl http://127.0.0.1:3000/things -H "Authorization: Bearer aaa.bbb.ccc"

Console, in a browser:       http://127.0.0.1:3000/
Its log lines:               npm run logs
All log lines from now on:   npm run logs "--" --follow
API, with a form to try it:  http://127.0.0.1:3000/docs
Local endpoints:             curl http://127.0.0.1:3000/
Stop:                        Ctrl-C

12 periods and delays are not those of the deployment (docs/local-run.md): npm start "--" --pace aws
`);
  });

  it('states the port in the commands when it is not the default', () => {
    const message = startUpMessage(fixtureDeployment(), { ...facts, url: 'http://127.0.0.1:4001' });
    expect(message).toContain('npm run logs "--" --url http://127.0.0.1:4001\n');
    expect(message).toContain('npm run logs "--" --follow --url http://127.0.0.1:4001\n');
  });

  it('has commands that bash, PowerShell and cmd read in one way', () => {
    const message = startUpMessage(fixtureDeployment(), { ...facts, url: 'http://127.0.0.1:4001' });
    const commands = message.match(/\bnpm (?:run \w+|start)[^\n)]*/g) ?? [];
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      expect(command).not.toMatch(/['\\$%!`^&|<>;(){}@]/);
      expect(command.replace(/"[^"]*"/g, '')).not.toMatch(/"| --(?: |$)/);
    }
  });

  it('warns when the service is reachable from the network', () => {
    const message = startUpMessage(fixtureDeployment(), {
      ...facts,
      networkAddresses: ['http://192.168.1.5:3000'],
    });
    expect(message).toMatch(/\nWARNING: everyone in the network .*:\n {2}http:\/\/192\.168\.1\.5:3000\n/);
  });

  it('states the payment gateway when it is not the simulator', () => {
    const deployment = { ...fixtureDeployment(), paymentsAt: 'https://api.stripe.com' };
    expect(startUpMessage(deployment, facts)).toContain(
      '\nPayments go to https://api.stripe.com, not to the payment simulator; only test payment methods work.\n',
    );
  });

  it('states that periods and delays are as deployed when none differs', () => {
    expect(startUpMessage(fixtureDeployment(), { ...facts, delays: 0 })).toContain(
      '\nPeriods and delays are as deployed.\n',
    );
  });
});
