import { logEvents } from '../../lib/platform/logging/log-events.ts';
import { logExplanations } from './logs-reference.ts';
import { tableRow } from './table-row.ts';

const row = (name: keyof typeof logEvents): string => {
  const { level, meaning, runbook } = logExplanations[name];
  const { code, message } = logEvents[name];
  const link = runbook === undefined ? '' : `[${runbook.replace('.md#', ': ')}](runbooks/${runbook})`;
  return tableRow([code, level, message, meaning, link]);
};

/** docs/logs.md: every log code, its meaning and the runbook section that helps. */
export const logsReference = (): string =>
  [
    '<!-- Written by `npm run generate` from lib/platform/logging/log-events.ts and tools/generate/logs-reference.ts. Do not edit. -->',
    '# Log codes',
    '',
    'Functions print one JSON object per line. Each line has a `logCode` from this table, a `message`, a `level` and, within a',
    'request, `correlationId`. Log codes start with `LOG-`; a `code` without this prefix is an [error code](errors.md).',
    '',
    'Queries use `logCode`, never the message: `filter logCode = "LOG-REQ-003"`. The commands to run them are in',
    '[Runbooks](runbooks/README.md#before-you-begin).',
    '',
    "The local run prints lines of the level DEBUG (`LOG_LEVEL`), a deployed stage with `logLevel: 'DEBUG'` in its file in `infra/stages/`, after",
    'the next deployment. With them, one search for a correlation id also finds what became of the events of a request.',
    '',
    '`userId` is the subject of the access token. A subject that looks like an e-mail address, a payment card or a credential is not',
    'logged; `userId` is then `sha256:` and the first 32 hexadecimal digits of its SHA-256. To search for such a user:',
    '',
    '```sh',
    'printf \'filter userId = "sha256:%.32s"\' "$(printf %s alice@example.com | shasum -a 256)"',
    '```',
    '',
    '| logCode | level | message | meaning | runbook |',
    '| --- | --- | --- | --- | --- |',
    ...(Object.keys(logEvents) as (keyof typeof logEvents)[]).map(row),
    '',
  ].join('\n');
