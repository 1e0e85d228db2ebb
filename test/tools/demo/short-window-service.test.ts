import { expect, it } from 'vitest';
import { startShortWindowService } from '../../../tools/demo/short-window-service.ts';

it('startShortWindowService starts a local service and stops it again', async () => {
  const { url, stop } = await startShortWindowService(3);
  expect(await (await fetch(url)).text()).toContain('/api/v1/orders');
  await stop();
  await expect(fetch(url)).rejects.toThrow();
});
