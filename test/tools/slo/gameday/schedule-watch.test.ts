import { describe, expect, it, vi } from 'vitest';
import { jsonResponse } from '../../../../tools/local-cloud/http/http-response.ts';
import { startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { watchSchedule } from '../../../../tools/slo/gameday/schedule-watch.ts';

const epoch = Date.parse('2026-01-01T00:00:00Z') / 1_000;

const run = (second: number) => ({
  startedAt: `2026-01-01T00:00:0${second}.000Z`,
  endedAt: `2026-01-01T00:00:0${second}.250Z`,
});

describe('watchSchedule', () => {
  it('records each run of its function once, among other runs and failures', async () => {
    const answers = [
      jsonResponse(200, { items: [{ name: 'sweep-events' }] }),
      jsonResponse(200, { items: [{ name: 'expire-orders', lastRun: run(0) }] }),
      jsonResponse(500, {}),
      ...[1, 1, 2].map((second) =>
        jsonResponse(200, { items: [{ name: 'sweep-events', lastRun: run(second) }] }),
      ),
    ];
    const server = await startHttpServer(async () => answers.shift() ?? jsonResponse(500, {}), 0);
    const watch = watchSchedule(server.url, 'sweep-events', epoch, 5);
    await vi.waitFor(() => expect(answers).toEqual([]));
    await vi.waitFor(() => expect(watch.runs()).toHaveLength(2));
    watch.stop();
    await server.close(0);
    expect(watch.runs()).toEqual([
      { startedAt: 1, endedAt: 1.25 },
      { startedAt: 2, endedAt: 2.25 },
    ]);
  });
});
