import { jsonOf } from '../../../json-of.ts';
import type { ClientDefinition } from '../console-definition.ts';

/** A request, as a text of a language says it. */
export interface CopiedRequest {
  readonly method: string;
  /** Address with query. */
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string | undefined;
  /** Absent for a route that the typed client does not have. */
  readonly operation?: {
    readonly client: ClientDefinition;
    readonly method: ClientDefinition['methods'][string];
    /** Values of the path's parameters, in their order. */
    readonly path: readonly string[];
    readonly query: Readonly<Record<string, string>>;
  };
}

const indented = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** A text in single quotes of a POSIX shell. */
const shellText = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A text in single quotes of PowerShell. */
const powerShellText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const curl = ({ method, url, headers, body }: CopiedRequest): string =>
  [
    `curl -i -X ${method} ${shellText(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${shellText(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${shellText(body)}`]),
  ].join(' \\\n  ');

const powerShell = ({ method, url, headers, body }: CopiedRequest): string => {
  // Windows PowerShell takes the content type by a parameter only.
  const { 'content-type': type, ...others } = headers;
  const entries = Object.entries(others).map(
    ([name, value]) => `  ${powerShellText(name)} = ${powerShellText(value)}`,
  );
  return [
    ...(entries.length === 0 ? [] : [`$headers = @{\n${entries.join('\n')}\n}`]),
    ...(body === undefined ? [] : [`$body = ${powerShellText(body)}`]),
    [
      `Invoke-RestMethod -Method ${method} -Uri ${powerShellText(url)}`,
      ...(entries.length === 0 ? [] : ['-Headers $headers']),
      ...(body === undefined
        ? []
        : [`-ContentType ${powerShellText(type ?? 'application/json')} -Body $body`]),
    ].join(' '),
  ].join('\n');
};

const fetchCall = ({ method, url, headers, body }: CopiedRequest): string => {
  const fields = [
    `method: '${method}'`,
    ...(Object.keys(headers).length === 0 ? [] : [`headers: ${indented(json(headers), '  ')}`]),
    ...(body === undefined ? [] : [`body: JSON.stringify(${indented(json(jsonOf(body, body)), '  ')})`]),
  ];
  return `const answer = await fetch(${json(url)}, {\n  ${fields.join(',\n  ')},\n});\nconsole.log(answer.status, await answer.text());`;
};

/** Fields of the client's options by the headers that they set. */
const optionOf: Readonly<Record<string, string>> = {
  'idempotency-key': 'idempotencyKey',
  'if-match': 'ifMatch',
  'if-none-match': 'ifNoneMatch',
  'x-correlation-id': 'correlationId',
};

const typedClient = ({ url, headers, body, operation }: CopiedRequest): string | undefined => {
  if (!operation) return undefined;
  const { client, method, path, query } = operation;
  const token = headers['authorization']?.replace(/^Bearer /, '');
  const options = Object.entries(headers).flatMap(([name, value]) => {
    const option = optionOf[name];
    return option === undefined ? [] : [[option, value]];
  });
  const content = method.takes === 'body' ? jsonOf(body ?? '{}', body) : query;
  const hasContent = method.takes !== '' && (options.length > 0 || Object.keys(content as object).length > 0);
  const args = [
    ...path,
    ...(hasContent ? [content] : []),
    ...(options.length > 0 ? [Object.fromEntries(options)] : []),
  ];
  return [
    `import { ${client.factory} } from '${client.package}';`,
    '',
    `const client = ${client.factory}(${json({ baseUrl: new URL(url).origin, token })});`,
    `const answer = await client.${method.name}(${args.map(json).join(', ')});`,
    'console.log(answer.status, answer.body);',
  ].join('\n');
};

/** Ways to write a request, by their titles. */
export const copyFormats = {
  curl,
  PowerShell: powerShell,
  fetch: fetchCall,
  'typed client': typedClient,
} as const satisfies Record<string, (request: CopiedRequest) => string | undefined>;

export type CopyFormat = keyof typeof copyFormats;
