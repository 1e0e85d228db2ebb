import AxeSource from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { requiredTool } from './required-tool.ts';

/** Debian's browser, for tests of pages. */
export const browserProgram = requiredTool('chromium');

/** @param options of its command line, besides those that it needs on a server. */
export const startBrowser = (options: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: browserProgram.path,
    args: ['--no-sandbox', '--disable-gpu', ...options],
  });

/** A page, with everything that it asked for and complained about. */
export interface WatchedPage {
  readonly page: Page;
  /** Addresses of all requests. */
  readonly requests: readonly string[];
  /** Messages of errors, those of the content security policy included. */
  readonly errors: readonly string[];
}

export const openPage = async (browser: Browser): Promise<WatchedPage> => {
  const page = await browser.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, requests, errors };
};

/** Transitions of colours that end by themselves: a colour between two others can lack contrast. */
const endOfTransitions = `Promise.all(
  document.getAnimations()
    .filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime < Infinity)
    .map(({ finished }) => finished.then(() => undefined, () => undefined)),
)`;

/** Findings of axe-core that hinder people, as `rule: element`, in a page that stands still. */
export const seriousFindings = async (page: Page): Promise<readonly string[]> => {
  // The page's policy refuses scripts that it does not know; the debugger's are not subject to it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AxeSource.source);
  await page.evaluate(endOfTransitions);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof AxeSource }).axe.run({ resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};
