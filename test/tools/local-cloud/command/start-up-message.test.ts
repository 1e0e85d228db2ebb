import { describe, expect, it } from 'vitest';
import { startUpMessage } from '../../../../tools/local-cloud/command/start-up-message.ts';
import { fixtureDeployment } from '../../../harness/local-cloud/fixture-deployment.ts';

const facts = {
  url: 'http://127.0.0.1:3000',
  database: 'data kept in memory',
  token: 'aaa.bbb.ccc',
  startedInMs: 1_740,
  delays: [
    { what: 'period of jobs', here: '5 s', deployed: '60 s' },
    { what: 'retry', here: '0.1 s to 5 s', deployed: '1 s' },
  ],
};

describe('startUpMessage', () => {
  it('shows the address, the functions, a first request and how to stop', () => {
    const example = ({ url, token }: { url: string; token: string }) => ({
      title: 'Do something',
      command: `curl ${url}/things -H 'Authorization: Bearer ${token}'`,
    });
    expect(startUpMessage({ ...fixtureDeployment(), example }, facts)).toBe(`
Fixture Service is ready at http://127.0.0.1:3000 (1.7 s)
4 functions, reloaded when their source changes; data kept in memory.

Periods and delays that differ from the deployment (npm start -- --pace aws):
  period of jobs  5 s           deployed: 60 s
  retry           0.1 s to 5 s  deployed: 1 s

Do something:

curl http://127.0.0.1:3000/things -H 'Authorization: Bearer aaa.bbb.ccc'

Logs: curl -s 'http://127.0.0.1:3000/local/logs?limit=20'   More: http://127.0.0.1:3000/   Stop: Ctrl-C
`);
  });

  it('says where payments go when it is not to the simulator', () => {
    const deployment = { ...fixtureDeployment(), paymentsAt: 'https://api.stripe.com' };
    expect(startUpMessage(deployment, facts)).toContain(
      '\nPayments go to https://api.stripe.com, not to the payment simulator; only test payment methods work.\n',
    );
  });

  it('says that periods and delays are as deployed when none differs', () => {
    expect(startUpMessage(fixtureDeployment(), { ...facts, delays: [] })).toContain(
      '\nPeriods and delays are as deployed.\n',
    );
  });
});
