import { isIP } from 'node:net';
import { type Command, type CommandLine, flag, option, variable } from '../../command-line/command.ts';
import { InvalidValueError } from '../../command-line/command-error.ts';
import { oneOf, text, type ValueParser, wholeNumber } from '../../command-line/values.ts';
import { defaultMaxEnvironments, type LocalCloudOptions } from '../composition/cloud-options.ts';
import type { FaultSettings } from '../faults/fault-settings.ts';
import { FaultSettingsError, parseFaults } from '../faults/parse-faults.ts';
import { loopback } from '../http/http-server.ts';
import { orderServiceVariables } from '../order-service-deployment.ts';
import { type Pace, type PaceName, paces } from '../pace.ts';
import { defaultStrictness, type Strictness } from '../strictness.ts';

const faults: ValueParser<FaultSettings> = (json) => {
  try {
    return parseFaults(json);
  } catch (error) {
    if (!(error instanceof FaultSettingsError)) throw error;
    throw new InvalidValueError(`is invalid: ${error.message}.`);
  }
};

const millisecondsOrOff: ValueParser<number | 'off'> = (value) => {
  if (value === 'off') return 'off';
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value);
  throw new InvalidValueError(
    `is ${JSON.stringify(value)}. Set it to a whole number from 1 to 9999, or to off.`,
  );
};

const freezing: ValueParser<Strictness['freezing']> = oneOf(['on', 'off']);

const iam: ValueParser<Strictness['iam']> = oneOf(['off', 'soft', 'strict']);

const pace: ValueParser<PaceName> = oneOf(['local', 'aws']);

const ipAddress: ValueParser<string> = (value) => {
  if (isIP(value)) return value;
  throw new InvalidValueError(`is ${JSON.stringify(value)}. Set it to an IP address, such as 0.0.0.0.`);
};

const seconds = wholeNumber({ least: 1, most: 3_600 });

export const startCommand = {
  name: 'npm start',
  description: 'Runs the whole service on this machine.',
  options: {
    persist: flag('keeps orders, catalogue, signing key and stream position in .local/'),
    pace: option('local|aws', 'overrides PACE', pace),
    conflicts: option('MS|off', 'overrides CONFLICTS', millisecondsOrOff),
    'index-lag': option('MS|off', 'overrides INDEX_LAG', millisecondsOrOff),
    freezing: option('on|off', 'overrides FREEZING', freezing),
    iam: option('off|soft|strict', 'overrides IAM', iam),
  },
  variables: {
    HOST: variable(
      'address to listen on; 0.0.0.0 for all network interfaces, so that containers and phones reach it, and everyone in the network',
      ipAddress,
      loopback,
    ),
    PORT: variable('port to listen on, 0 for any free one', wholeNumber({ least: 0, most: 65_535 }), 3_000),
    DYNAMODB_ENDPOINT: variable('URL of a DynamoDB to use instead of the embedded one', text),
    PACE: variable(
      'periods of scheduled jobs, returns of failed messages and retries: local, or aws as deployed (docs/local-run.md)',
      pace,
      'local',
    ),
    SCHEDULE_SECONDS: variable(
      'period of the scheduled jobs that run every minute when deployed, the others in proportion; overrides PACE',
      seconds,
    ),
    LOCAL_CONCURRENCY: variable(
      'maximum number of execution environments of one function',
      wholeNumber({ least: 1, most: 1_000 }),
      defaultMaxEnvironments,
    ),
    CONFLICTS: variable(
      'minimum duration of a transaction in ms, during which other writes of its items conflict as on AWS, or off',
      millisecondsOrOff,
      defaultStrictness.conflicts,
    ),
    INDEX_LAG: variable(
      'time in ms after which queries of an index show a write, or off',
      millisecondsOrOff,
      defaultStrictness.indexLag,
    ),
    FREEZING: variable(
      'execution environments are frozen between invocations as on AWS: on, or off; off with --inspect',
      freezing,
      defaultStrictness.freezing,
    ),
    IAM: variable(
      'requests of a function without permission: strict refuses them as on AWS, soft prints them, off allows them;' +
        ' off with DYNAMODB_ENDPOINT',
      iam,
      defaultStrictness.iam,
    ),
    ...orderServiceVariables,
    FAULTS: variable(
      'faults between the functions, as JSON, with a probability from 0 to 1 each: {"seed":7,' +
        ' "bus":{"throttle":0.1,"partial":0.1,"lostAnswer":0.1,"lost":0.1,"undelivered":0.1,"duplicate":0.1,"reorder":0.1,"delay":0.1},' +
        ' "logs":{"duplicate":0.1,"reorder":0.1,"rebatch":0.1}, "webhooks":{"lost":0.1}, "functions":{"throttle":0.1,"crash":0.1,"initError":0.1,"coldStart":0.1,"only":["create-order"]}}. PUT /local/faults changes them at run time;' +
        ' "bus":{"refuse":["ord_…"]} makes the bus refuse single orders',
      faults,
    ),
  },
} as const satisfies Command;

/** The pace by its name. */
export const paceName = ({ options, variables }: CommandLine<typeof startCommand>): PaceName =>
  options.pace ?? variables.PACE;

/** Options of the local cloud from the command line of `npm start`. */
export const toCloudOptions = (
  line: CommandLine<typeof startCommand>,
  stateDirectory: string,
): Omit<LocalCloudOptions, 'deployment' | 'pace'> & { readonly pace: Pace } => {
  const { options, variables } = line;
  return {
    host: variables.HOST,
    port: variables.PORT,
    maxEnvironments: variables.LOCAL_CONCURRENCY,
    pace: {
      ...paces[paceName(line)],
      ...(variables.SCHEDULE_SECONDS !== undefined && { scheduleSeconds: variables.SCHEDULE_SECONDS }),
    },
    strictness: {
      conflicts: options.conflicts ?? variables.CONFLICTS,
      freezing: options.freezing ?? variables.FREEZING,
      indexLag: options['index-lag'] ?? variables.INDEX_LAG,
      iam: options.iam ?? variables.IAM,
    },
    ...(variables.FAULTS !== undefined && { faults: variables.FAULTS }),
    ...(variables.DYNAMODB_ENDPOINT !== undefined && { dynamodbEndpoint: variables.DYNAMODB_ENDPOINT }),
    ...(options.persist && { stateDirectory }),
  };
};
