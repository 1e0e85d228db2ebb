import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import { logsReference } from '../../../tools/generate/logs-page.ts';
import { logExplanations } from '../../../tools/generate/logs-reference.ts';
import { runbooks } from '../../harness/infra/runbook-text.ts';

const sources = globSync('lib/**/*.ts')
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

describe('logsReference', () => {
  it('documents every log code once, in the order of the catalogue', () => {
    const documented = [...logsReference().matchAll(/^\| (LOG-[A-Z]{3}-\d{3}) \|/gm)].map(([, code]) => code);
    expect(documented).toEqual(Object.values(logEvents).map(({ code }) => code));
  });

  it('states the level at which the code is logged', () => {
    const logged = [...sources.matchAll(/\.(info|warn|error)\(\s*logEvents\.(\w+)/g)];
    expect(logged.length).toBeGreaterThan(20);
    const explanations: Record<string, { level: string }> = logExplanations;
    expect(logged.map(([, , name = '']) => [name, explanations[name]?.level])).toEqual(
      logged.map(([, level = '', name]) => [name, level.toUpperCase()]),
    );
  });

  it('links to sections of runbooks that exist', () => {
    const links = Object.values(logExplanations).flatMap(({ runbook }) => runbook ?? []);
    const broken = links.filter((link) => {
      const [file = '', anchor = ''] = link.split('#');
      return !runbooks.get(file)?.anchors.includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('equals docs/logs.md', () => {
    expect(readFileSync('docs/logs.md', 'utf8')).toBe(logsReference());
  });
});
