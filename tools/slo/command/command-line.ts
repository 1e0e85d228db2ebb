import { type CommandLine, flag, option, variable } from '../../command-line/command.ts';
import { InvalidValueError } from '../../command-line/command-error.ts';
import { localServiceUrl, localServiceVariables } from '../../command-line/local-service.ts';
import { httpAddress, number, text, type ValueParser } from '../../command-line/values.ts';
import { orderService } from '../order-service-declaration.ts';
import { monthName } from './report/month.ts';
import type { StatusRequest } from './status/status-command.ts';

/** A token that an HTTP header can carry; it is never repeated. */
const bearer: ValueParser<string> = (value) => {
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new InvalidValueError('contains characters that no token has.');
};

const sourceOptions = {
  url: option('address', 'the service (default: the local service)', httpAddress),
  token: option(
    'token',
    `a token with the scope ${orderService.metrics.scope}; a local service issues one itself`,
    bearer,
  ),
  prometheus: option('address', 'read from this Prometheus server instead', httpAddress),
  stage: option(
    'name',
    'read this stage from CloudWatch (needs AWS credentials and AWS_REGION), or it alone from --prometheus',
    text,
  ),
} as const;

/** Default file of the decisions of the gate. */
const defaultRecord = '.local/slo-gate.jsonl';

export const sloCommand = {
  name: 'npm run slo',
  description: `The objectives of ${orderService.declaredIn}: their alerts, their generated files and their error budgets.`,
  commands: {
    list: { help: 'list the objectives' },
    show: { help: 'show one objective and its alerts', operands: { label: 'id', least: 1, most: 1 } },
    table: { help: 'compare the alert strategies of the SRE Workbook, by formula and by simulation' },
    check: { help: 'check the objectives, and that the generated files and runbooks are up to date' },
    rules: {
      help: 'write the Prometheus rules of a stage, with the address of its runbooks',
      options: {
        runbooks: option(
          'address',
          'of the runbooks, as alarms.runbookBaseUrl of the stage (needed)',
          httpAddress,
        ),
        out: option('folder', 'takes the files', text, '.local/rules'),
      },
    },
    status: {
      help: 'show the remaining error budgets and the burn rates',
      options: {
        ...sourceOptions,
        watch: option(
          'seconds',
          'repeat at this interval until interrupted',
          number({ least: 1, most: 86_400 }),
        ),
        json: flag('print one line of JSON for each reading'),
      },
    },
    gate: {
      help: 'permit a deployment; stop it while a budget is exhausted or a page fires',
      options: {
        ...sourceOptions,
        override: option('reason', 'open a closed gate; the reason is recorded', text),
        version: option('version', 'the version to deploy, for the record', text),
        record: option('file', 'keeps the decisions', text, defaultRecord),
        grafana: option('address', 'mark the deployment in this Grafana (needs GRAFANA_TOKEN)', httpAddress),
      },
    },
    report: {
      help: 'write the report of a month: budgets, alerts, deployments, corrections',
      options: {
        month: option('month', 'such as 2026-11 (default: this month)', monthName),
        prometheus: option('address', 'the Prometheus server', httpAddress, 'http://127.0.0.1:9090'),
        stage: option('name', 'this stage only', text),
        record: option('file', 'decisions of the gate', text, defaultRecord),
        out: option('file', 'the report; its chart is beside it (default: slo-report-<month>.md)', text),
      },
    },
  },
  variables: {
    ...localServiceVariables,
    SLO_TOKEN: variable('the token, hidden from other users of the machine', bearer),
    AWS_REGION: variable('AWS region of the stage', text),
    AWS_DEFAULT_REGION: variable('the same, where AWS_REGION is not set', text),
    CLOUDWATCH_ENDPOINT: variable('overrides the endpoint of CloudWatch', httpAddress),
    GRAFANA_TOKEN: variable('a token that may write annotations', bearer),
  },
  notes:
    'Exit code: 0, 1 when a budget is exhausted, an alert fires, the gate is closed or a generated file is out of date, 2 when the command line or a declaration is wrong or a source does not answer.',
} as const;

export type SloCommandLine = CommandLine<typeof sloCommand>;

type SourceLine = Extract<SloCommandLine, { readonly command: 'status' | 'gate' }>;

/** The reading that a command line asks for. */
export const statusRequest = ({ options, variables }: SourceLine): StatusRequest => {
  const { url = localServiceUrl(variables), token = variables.SLO_TOKEN, prometheus, stage } = options;
  const region = variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION;
  const endpoint = variables.CLOUDWATCH_ENDPOINT;
  return {
    url,
    json: 'json' in options && options.json,
    ...(token !== undefined && { token }),
    ...(prometheus !== undefined && { prometheus }),
    ...(stage !== undefined && { stage }),
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...('watch' in options && options.watch !== undefined && { watchSeconds: options.watch }),
  };
};
