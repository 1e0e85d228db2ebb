import { environmentVariables } from '../../lib/contract/environment-variables.ts';
import { type LogLevel, logLevels } from '../../lib/contract/log-levels.ts';
import { defaultMaxEnvironments, defaultScheduleSeconds } from './cloud-options.ts';
import type { FaultSettings } from './faults/fault-settings.ts';
import { FaultSettingsError, parseFaults } from './faults/parse-faults.ts';
import { defaultRepublishSeconds } from './order-service-deployment.ts';
import { numberSetting, portSetting, type Variables } from './setting.ts';
import { StartUpError } from './start-up-error.ts';

/** What `npm start` is told by its arguments and environment variables. */
export interface StartOptions {
  readonly port: number;
  readonly persist: boolean;
  readonly maxEnvironments: number;
  readonly logLevel: LogLevel;
  readonly scheduleSeconds: number;
  readonly paymentWindowSeconds: number;
  readonly republishSeconds: number;
  readonly faults?: FaultSettings;
  readonly catalogueCacheUrl?: string;
  readonly dynamodbEndpoint?: string;
}

export const startHelp = `Usage: npm start [-- --persist]

Runs the service on this machine.

  --persist                 keep orders, catalogue, signing key and the place in the event stream in .local/
  --help                    print this

  PORT                      port to listen on (default 3000; 0 for any free one)
  LOG_LEVEL                 ${logLevels.join(', ')} (default INFO)
  DYNAMODB_ENDPOINT         URL of a DynamoDB to use instead of the embedded one
  SCHEDULE_SECONDS          how often runs what runs every minute when deployed: expiry, reconciliation, the sweep
                            for lost events, the delivery canary (default ${defaultScheduleSeconds}; deployed: 60)
  CATALOGUE_CACHE_URL       redis:// address of a shared catalogue cache (default: one in each environment)
  PAYMENT_WINDOW_SECONDS    how long an order may stay unpaid (default 900)
  OUTBOX_REPUBLISH_SECONDS  how long an event may take to come back over the bus before it is published again
                            (default ${defaultRepublishSeconds}; deployed: 60)
  LOCAL_CONCURRENCY         most execution environments of one function (default ${defaultMaxEnvironments})
  FAULTS                    what goes wrong between the functions, as JSON, with a probability from 0 to 1 each:
                            {"seed":7,
                             "bus":{"throttle":0.1,"partial":0.1,"lostAnswer":0.1,"lost":0.1,"duplicate":0.1,
                                    "reorder":0.1,"delay":0.1},
                             "logs":{"duplicate":0.1,"reorder":0.1,"rebatch":0.1}}
                            PUT /local/faults changes them while the service runs; "bus":{"refuse":["ord_…"]} has the
                            bus refuse single orders
`;

const scheduleRange = { initial: defaultScheduleSeconds, least: 1, most: 3_600 };
const windowRange = { initial: 900, least: 1, most: 86_400 };
const republishRange = { initial: defaultRepublishSeconds, least: 1, most: 3_600 };
const concurrencyRange = { initial: defaultMaxEnvironments, least: 1, most: 1_000 };

const parseLogLevel = ({ LOG_LEVEL }: Variables): LogLevel => {
  const level = logLevels.find((known) => known === (LOG_LEVEL || 'INFO').toUpperCase());
  if (level) return level;
  throw new StartUpError(
    `LOG_LEVEL is ${JSON.stringify(LOG_LEVEL)}. Set it to one of ${logLevels.join(', ')}.`,
  );
};

const parseFaultSettings = ({ FAULTS }: Variables): FaultSettings | undefined => {
  if (!FAULTS) return undefined;
  try {
    return parseFaults(FAULTS);
  } catch (error) {
    if (!(error instanceof FaultSettingsError)) throw error;
    throw new StartUpError(`FAULTS cannot be used: ${error.message}.`);
  }
};

/**
 * What to do: start, or only say how to.
 * @throws {StartUpError} when something is unknown or out of range.
 */
export const parseCommandLine = (args: readonly string[], variables: Variables): StartOptions | 'help' => {
  if (args.includes('--help')) return 'help';
  const unknown = args.find((argument) => argument !== '--persist');
  if (unknown !== undefined) {
    throw new StartUpError(
      `Unknown argument ${JSON.stringify(unknown)}. \`npm start -- --help\` lists what there is.`,
    );
  }
  const faults = parseFaultSettings(variables);
  const { DYNAMODB_ENDPOINT, [environmentVariables.catalogueCacheUrl]: cacheUrl } = variables;
  return {
    port: portSetting(variables),
    persist: args.includes('--persist'),
    maxEnvironments: numberSetting(variables, 'LOCAL_CONCURRENCY', concurrencyRange),
    logLevel: parseLogLevel(variables),
    scheduleSeconds: numberSetting(variables, 'SCHEDULE_SECONDS', scheduleRange),
    paymentWindowSeconds: numberSetting(variables, environmentVariables.paymentWindowSeconds, windowRange),
    republishSeconds: numberSetting(variables, environmentVariables.outboxRepublishSeconds, republishRange),
    ...(faults && { faults }),
    ...(cacheUrl && { catalogueCacheUrl: cacheUrl }),
    ...(DYNAMODB_ENDPOINT && { dynamodbEndpoint: DYNAMODB_ENDPOINT }),
  };
};
