import { useState } from 'preact/hooks';
import type { Route } from '../describe-deployment.ts';
import { type CopiedRequest, type CopyFormat, copyFormats } from './copy-as.ts';
import { description } from './state.tsx';

/** Names of the parameters in a route's path, in their order. */
const parameterNames = ({ path }: Route): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** The call of the typed client for a route. */
export const operationOf = (
  route: Route,
  path: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>>,
): CopiedRequest['operation'] => {
  const client = description.value?.client;
  const method = client?.methods[route.name];
  if (!client || !method) return undefined;
  const given = Object.entries(query).filter(([, value]) => value !== '');
  return {
    client,
    method,
    path: parameterNames(route).map((name) => path[name] ?? ''),
    query: Object.fromEntries(given),
  };
};

/** A menu that copies a request for another program. */
export const CopyButtons = ({ request }: { request: () => Promise<CopiedRequest> | CopiedRequest }) => {
  const [note, setNote] = useState('');
  const copy = async (format: CopyFormat) => {
    try {
      const text = copyFormats[format](await request());
      if (text === undefined) return setNote('The typed client has no method for this route.');
      await navigator.clipboard.writeText(text);
      return setNote(`Copied as ${format}.`);
    } catch (error) {
      return setNote(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <span class="copy">
      <select
        aria-label="Copy as"
        value=""
        onChange={({ currentTarget }) => {
          const format = currentTarget.value as CopyFormat;
          currentTarget.value = '';
          void copy(format);
        }}
      >
        <option value="" disabled>
          Copy as …
        </option>
        {Object.keys(copyFormats).map((format) => (
          <option key={format} value={format}>
            {format}
          </option>
        ))}
      </select>
      <span class="hint" role="status">
        {note}
      </span>
    </span>
  );
};
