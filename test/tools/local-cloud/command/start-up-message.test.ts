import { describe, expect, it } from 'vitest';
import { startUpMessage } from '../../../../tools/local-cloud/command/start-up-message.ts';
import { fixtureDeployment } from '../../../harness/local-cloud/fixture-deployment.ts';

const facts = {
  url: 'http://127.0.0.1:3000',
  database: 'data kept in memory',
  token: 'aaa.bbb.ccc',
  startedInMs: 1_740,
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

Do something:

curl http://127.0.0.1:3000/things -H 'Authorization: Bearer aaa.bbb.ccc'

Logs: curl -s 'http://127.0.0.1:3000/local/logs?limit=20'   More: http://127.0.0.1:3000/   Stop: Ctrl-C
`);
  });
});
