/** Anchor that GitHub gives to a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Anchors of all headings of a Markdown text; lines of code are not headings. */
export const anchorsOf = (text: string): string[] =>
  [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    anchorOf(heading),
  );

/** Relative links of a Markdown text, as `[file, anchor]`; the file is '' for a link within the text. */
export const relativeLinksOf = (text: string): [file: string, anchor: string | undefined][] =>
  [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, file = '', anchor]) => [
    file,
    anchor,
  ]);

/** Paths from the root in backticks, such as `lib/contract/routes.ts` or `infra/`, as glob patterns. */
export const pathsOf = (text: string): string[] =>
  [...text.matchAll(/`((?:\.ci|client|docs|functions|infra|lib|monitoring|test|tools)\/[^`\s:]*)`/g)].map(
    ([, path = '']) => path.replace(/<[^>]+>|…/g, '*').replace(/\/$/, ''),
  );

/** Scripts of package.json that a text runs. */
export const npmScriptsOf = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run(?: -s)? )?([a-z][\w:-]*)/g)]
    .filter(([command, name = '']) => command.includes(' run ') || ['start', 'test'].includes(name))
    .map(([, name = '']) => name);

/** Secrets that commands take from their command line: the history of the shell and the list of processes show them. */
export const secretsOnCommandLines = (text: string): string[] =>
  [...text.matchAll(/--secret-string[ =](?!file:\/\/)(\S+)/g)].map(([, secret = '']) => secret);
