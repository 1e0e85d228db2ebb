import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  loadDeclarations,
  restartAdvice,
  watchDeclarations,
} from '../../../../tools/local-cloud/command/declaration-watcher.ts';
import { type Declarations, declarationsOf } from '../../../../tools/local-cloud/command/declarations.ts';
import { orderServiceDeployment } from '../../../../tools/local-cloud/order-service-deployment.ts';

const soon = { timeout: 10_000, interval: 20 };

describe('loadDeclarations', () => {
  it('reads the declarations that run', async () => {
    expect(await loadDeclarations()).toEqual(declarationsOf(orderServiceDeployment()));
  });
});

describe('watchDeclarations', () => {
  const running: Declarations = { route: { a: '1' } };
  let folder: string;
  let current: Declarations | Error;
  let printed: string[];
  let stop: () => void;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'declarations-'));
    await mkdir(join(folder, 'inner'));
    current = running;
    printed = [];
    stop = watchDeclarations({
      folder,
      running,
      load: async () => {
        if (current instanceof Error) throw current;
        return current;
      },
      print: (text) => printed.push(text),
    });
  });
  afterEach(async () => {
    stop();
    await rm(folder, { recursive: true });
  });

  const save = (name: string) => writeFile(join(folder, name), String(Math.random()));

  it('asks for a restart when they differ, and withdraws it when they agree', async () => {
    current = { route: { a: '1', b: '2' } };
    await save('inner/routes.ts');
    await vi.waitFor(() => expect(printed).toEqual([restartAdvice(['new route b'])]), soon);
    current = running;
    await save('routes.ts');
    await vi.waitFor(() => expect(printed).toHaveLength(2), soon);
    expect(printed[1]).toBe('The declarations are the running ones again.');
  });

  it('ignores sources that do not load', async () => {
    current = new Error('in the middle of an edit');
    await save('routes.ts');
    current = { route: {} };
    await save('routes.ts');
    await vi.waitFor(() => expect(printed).toEqual([restartAdvice(['removed route a'])]), soon);
  });
});
