import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service of which every tenth judged request is bad: 10 more at each scrape. */
export const startFixtureService = async () => {
  let token = 'first';
  let scrapes = 0;
  let refused = 0;
  const server = createServer(({ url, headers }, response) => {
    if (url === '/local/token') return response.end(JSON.stringify({ access_token: token }));
    if (headers.authorization !== `Bearer ${token}`) {
      refused += 1;
      response.statusCode = 401;
      return response.end();
    }
    scrapes += 1;
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    return response.end(
      [
        '# TYPE slo_events_total counter',
        `slo_events_total{slo="availability",outcome="good"} ${scrapes * 90}`,
        `slo_events_total{slo="availability",outcome="bad"} ${scrapes * 10}`,
        '',
      ].join('\n'),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    scrapes: () => scrapes,
    refused: () => refused,
    /** From now on only this token is good, as after a restart. */
    changeToken(next: string) {
      token = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
