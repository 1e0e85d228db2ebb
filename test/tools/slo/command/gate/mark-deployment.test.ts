import { afterEach, describe, expect, it } from 'vitest';
import { jsonResponse } from '../../../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../../../tools/local-cloud/http/http-server.ts';
import { markDeployment } from '../../../../../tools/slo/command/gate/mark-deployment.ts';

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close(0);
  server = undefined;
});

const startGrafana = async (status: number) => {
  const asked: unknown[] = [];
  server = await startHttpServer(async ({ request, readBody }) => {
    const { url, headers } = request;
    asked.push([url, headers['authorization'], JSON.parse(String(await readBody(10_000)))]);
    return jsonResponse(status, {});
  }, 0);
  return { grafana: server.url, asked };
};

describe('markDeployment', () => {
  it('writes an annotation with the tags that the dashboard shows', async () => {
    const { grafana, asked } = await startGrafana(200);
    await markDeployment({ grafana, token: 'secret', version: 'v7', at: 1_000 });
    expect(asked).toEqual([
      [
        '/api/annotations',
        'Bearer secret',
        { time: 1_000, tags: ['deployment', 'order-service'], text: 'Deployment v7' },
      ],
    ]);
  });

  it('reports that Grafana refuses the mark', async () => {
    const { grafana } = await startGrafana(401);
    await expect(markDeployment({ grafana, token: 'x', version: undefined, at: 1 })).rejects.toThrow(
      `Grafana at ${grafana} does not take the mark (status 401).`,
    );
  });

  it('needs a token', async () => {
    await expect(
      markDeployment({ grafana: 'http://127.0.0.1:1', token: undefined, version: undefined, at: 1 }),
    ).rejects.toThrow('GRAFANA_TOKEN is not set');
  });
});
