import { parseArgs } from 'node:util';
import { SloCommandError } from './slo-command-error.ts';
import type { StatusRequest } from './status/status-command.ts';

export const sloHelp = `Usage: npm run slo -- <command>

  list              the service's objectives (lib/contract/slos.ts)
  show <id>         one of them in words, with its alerts
  table             the SRE Workbook's ways to alert, by formula and by simulation
  check             whether all that is generated from the objectives is up to date
  status            how much of each error budget is left, and how fast it goes

Options of status:
  --url             the service; default http://localhost:3000, with PORT the port it says
  --token           a token of scope metrics:read, or SLO_TOKEN; the local service gives one itself
  --prometheus      a Prometheus server to ask instead, such as http://localhost:9090
  --watch           seconds between readings; until interrupted
  --json            a line of JSON for each reading

  --help            print this

Exit code: 0, 1 when a budget is exhausted or a file is out of date, 2 when something is wrong.
`;

export type SloCommand =
  | { readonly name: 'help' | 'list' | 'table' | 'check' }
  | { readonly name: 'show'; readonly id: string }
  | { readonly name: 'status'; readonly request: StatusRequest };

type Environment = Readonly<Record<string, string | undefined>>;

const options = {
  url: { type: 'string' },
  token: { type: 'string' },
  prometheus: { type: 'string' },
  watch: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options, allowPositionals: true });

type Values = ReturnType<typeof parse>['values'];

const address = (option: string, text: string): string => {
  // Not repeated: what is before an @ may be a password.
  if (text.includes('@'))
    throw new Error(`--${option} has an @ in it: give an address without a user's name`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text.replace(/\/+$/, '');
  throw new Error(`--${option} "${text}" is no http address`);
};

const seconds = (text: string): number => {
  const value = Number(text);
  if (value >= 1 && value <= 86_400) return value;
  throw new Error(`--watch "${text}" is no number of seconds from 1 to 86400`);
};

/** What a header can carry. */
const bearer = (text: string): string => {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new Error('The token has characters in it that no token has');
};

const statusRequest = (values: Values, environment: Environment): StatusRequest => {
  const { url, prometheus, watch, json } = values;
  const token = values.token ?? environment['SLO_TOKEN'];
  return {
    url: address('url', url ?? `http://localhost:${environment['PORT'] || '3000'}`),
    ...(token && { token: bearer(token) }),
    ...(prometheus !== undefined && { prometheus: address('prometheus', prometheus) }),
    ...(watch !== undefined && { watchSeconds: seconds(watch) }),
    json,
  };
};

const toCommand = (args: readonly string[], environment: Environment): SloCommand => {
  const { values, positionals } = parse(args);
  const [name, id, ...rest] = positionals;
  if (values.help) return { name: 'help' };
  if (name === undefined) throw new Error('No command is given');
  if (name !== 'status' && args.some((argument) => argument.startsWith('-'))) {
    throw new Error(`${name} has no options`);
  }
  const unexpected = name === 'show' ? rest[0] : id;
  if (unexpected !== undefined) throw new Error(`"${unexpected}" is too much`);
  switch (name) {
    case 'list':
    case 'table':
    case 'check':
      return { name };
    case 'show':
      if (id === undefined) throw new Error('show needs the id of an objective');
      return { name, id };
    case 'status':
      return { name, request: statusRequest(values, environment) };
    default:
      throw new Error(`There is no command "${name}"`);
  }
};

/** @throws {SloCommandError} when the arguments make no command. */
export const parseSloCommand = (args: readonly string[], environment: Environment): SloCommand => {
  try {
    return toCommand(args, environment);
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    throw new SloCommandError(
      `${reason?.replace(/\.$/, '')}. \`npm run slo -- --help\` lists what there is.`,
    );
  }
};
