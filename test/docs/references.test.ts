import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  anchorsOf,
  npmScriptsOf,
  pathsOf,
  relativeLinksOf,
  secretsOnCommandLines,
} from '../harness/markdown.ts';

const documents = globSync(['*.md', '{client,docs,functions,infra,lib,monitoring,test,tools}/**/*.md'])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path !== 'CHANGELOG.md')
  .sort();
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

const exists = (pattern: string): boolean =>
  /[*{]/.test(pattern) ? globSync(pattern).length > 0 : existsSync(pattern);

const anchorsIn = (path: string): string[] =>
  path.endsWith('.md') && statSync(path).isFile() ? anchorsOf(readFileSync(path, 'utf8')) : [];

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  it('links to files and headings that exist', () => {
    const broken = relativeLinksOf(text).filter(([file, anchor]) => {
      const target = file === '' ? document : join(dirname(document), file);
      return !existsSync(target) || (anchor !== undefined && !anchorsIn(target).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('names paths that exist', () => {
    expect(pathsOf(text).filter((path) => !exists(path))).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    expect(npmScriptsOf(text).filter((script) => !(script in scripts))).toEqual([]);
  });

  it('puts no secret on a command line', () => {
    expect(secretsOnCommandLines(text)).toEqual([]);
  });
});

describe('references of a text with mistakes', () => {
  const text = '[gone](gone.md#x), `lib/gone.ts`, `lib/*/<name>.ts`, `npm run gone`, npm ci && npm start';

  it('are found', () => {
    expect(relativeLinksOf(text)).toEqual([['gone.md', 'x']]);
    expect(pathsOf(text)).toEqual(['lib/gone.ts', 'lib/*/*.ts']);
    expect(npmScriptsOf(text)).toEqual(['gone', 'start']);
    const command = 'aws secretsmanager put-secret-value --secret-string';
    expect(secretsOnCommandLines(`${command} "$KEY"; ${command} file:///dev/stdin`)).toEqual(['"$KEY";']);
  });
});
