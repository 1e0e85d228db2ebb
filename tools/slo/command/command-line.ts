import { type CommandLine, flag, option, variable } from '../../command-line/command.ts';
import { InvalidValueError } from '../../command-line/command-error.ts';
import { localServiceUrl, localServiceVariables } from '../../command-line/local-service.ts';
import { httpAddress, number, type ValueParser } from '../../command-line/values.ts';
import { orderService } from '../order-service-declaration.ts';
import type { StatusRequest } from './status/status-command.ts';

/** A token that an HTTP header can carry; it is never repeated. */
const bearer: ValueParser<string> = (text) => {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new InvalidValueError('contains characters that no token has.');
};

export const sloCommand = {
  name: 'npm run slo',
  description: `The objectives of ${orderService.declaredIn}: their alerts, their generated files and their error budgets.`,
  commands: {
    list: { help: 'list the objectives' },
    show: { help: 'show one objective and its alerts', operands: { label: 'id', least: 1, most: 1 } },
    table: { help: 'compare the alert strategies of the SRE Workbook, by formula and by simulation' },
    check: { help: 'check the objectives, and that the generated files and runbooks are up to date' },
    status: {
      help: 'show the remaining error budgets and the burn rates',
      options: {
        url: option('address', 'the service (default: the local service)', httpAddress),
        token: option(
          'token',
          `a token with the scope ${orderService.metrics.scope}; a local service issues one itself`,
          bearer,
        ),
        prometheus: option('address', 'read from this Prometheus server instead', httpAddress),
        watch: option(
          'seconds',
          'repeat at this interval until interrupted',
          number({ least: 1, most: 86_400 }),
        ),
        json: flag('print one line of JSON for each reading'),
      },
    },
  },
  variables: {
    ...localServiceVariables,
    SLO_TOKEN: variable('the token, hidden from other users of the machine', bearer),
  },
  notes:
    'Exit code: 0, 1 when a budget is exhausted or a generated file is out of date, 2 when the command line or a declaration is wrong or a source does not answer.',
} as const;

export type SloCommandLine = CommandLine<typeof sloCommand>;

type StatusLine = Extract<SloCommandLine, { readonly command: 'status' }>;

/** The reading that a command line asks for. */
export const statusRequest = ({ options, variables }: StatusLine): StatusRequest => {
  const { url = localServiceUrl(variables), token = variables.SLO_TOKEN, prometheus, watch, json } = options;
  return {
    url,
    json,
    ...(token !== undefined && { token }),
    ...(prometheus !== undefined && { prometheus }),
    ...(watch !== undefined && { watchSeconds: watch }),
  };
};
