import { commandsIn } from '../../../tools/local-cloud/logs-insights/query-tokens.ts';

const words = new Set(
  'and or in like as by asc desc filter fields parse stats sort limit count sum max min latest pct bin ispresent'.split(
    ' ',
  ),
);

/** Every field of log lines that a query names; not those that it makes itself. */
export const fieldsNamedIn = (query: string): string[] => {
  const made = new Set(
    [...query.matchAll(/\bas (\w+)|\(\?<(\w+)>/g)].map(([, alias, group]) => alias ?? group),
  );
  const named = commandsIn(query)
    .flat()
    .filter((token) => /^[@\w.]*[@a-z_][\w.]*$/i.test(token) && !/^\d+[smhd]$/.test(token));
  return [...new Set(named.filter((token) => !words.has(token) && !made.has(token)))];
};
