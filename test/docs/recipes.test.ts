import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consumers } from '../../lib/contract/consumers.ts';
import { errorRegistry } from '../../lib/contract/errors/registry.ts';
import { routes } from '../../lib/contract/routes.ts';
import { schedules } from '../../lib/contract/schedules.ts';
import { orderEventTypes } from '../../lib/domain/order-event.ts';
import { logEvents } from '../../lib/platform/logging/log-events.ts';

const recipes = readFileSync('CONTRIBUTING.md', 'utf8').split(/^### /m);

const recipeOf = (title: string): string => recipes.find((recipe) => recipe.startsWith(`${title}\n`)) ?? '';

const sources = globSync(['{lib,functions,infra,tools,test}/**/*.{ts,tsx}', 'tools/**/*.json'], {
  exclude: ['**/node_modules/**', 'test/docs/recipes.test.ts'],
}).map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));

/** Files that have each of the names as a text or a key. */
const filesWithAll = (names: readonly string[]): string[] => {
  const forms = names.map((name) => new RegExp(`['"]${name}['"]|^\\s+${name}:`, 'm'));
  return sources.filter(({ text }) => forms.every((form) => form.test(text))).map(({ path }) => path);
};

describe('the recipes of CONTRIBUTING.md', () => {
  it.each([
    ['Add a route', Object.keys(routes)],
    ['Add a consumer', Object.keys(consumers)],
    ['Add a scheduled job', Object.keys(schedules)],
    ['Add an event', orderEventTypes],
    ['Add an error', Object.keys(errorRegistry)],
    ['Add a log line', Object.keys(logEvents)],
  ])('name under "%s" every file that lists all of its kind', (title, names) => {
    const files = filesWithAll(names);
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !recipeOf(title).includes(file))).toEqual([]);
  });
});
