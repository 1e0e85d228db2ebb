import { type Command, flag, option } from '../command-line/command.ts';
import { wholeNumber } from '../command-line/values.ts';
import { targetOptions, targetVariables } from '../operator/operator-command/target.ts';

const logOptions = {
  ...targetOptions,
  minutes: option('count', 'how far back it looks', wholeNumber({ least: 1, most: 1_440 }), 60),
  json: flag('prints the answer as JSON'),
};

export const askProgram = {
  name: 'npm run ask',
  description:
    'Queries the log lines of the functions in the language of CloudWatch Logs Insights, as the runbooks do (docs/runbooks/). The local run supports the commands and functions of the runbooks, and refuses others by name.',
  options: { ...logOptions, access: flag('queries the access log of the gateway instead') },
  variables: targetVariables,
  operands: { label: 'query', least: 1, most: 1 },
  notes: `Example: npm run ask -- 'filter level = "ERROR" | stats count() by function_name'`,
} as const satisfies Command;

export const metricProgram = {
  name: 'npm run metric',
  description:
    'Prints a metric in steps of five minutes, as the function `metric` of the runbooks does. A metric of AWS has its namespace before its name.',
  options: logOptions,
  variables: targetVariables,
  operands: { label: 'name statistic [dimension=value]', least: 2, most: 32 },
  notes: 'Example: npm run metric -- AWS/Lambda/Throttles Sum FunctionName=create-order',
} as const satisfies Command;

export const causesProgram = {
  name: 'npm run causes',
  description:
    'Groups failures of the last hour by function, code and cause, with their number and the correlation id of the latest one.',
  options: logOptions,
  variables: targetVariables,
} as const satisfies Command;

export const alarmsProgram = {
  name: 'npm run alarms',
  description:
    'Lists the alarms in the state ALARM. Those of the local run are the alarms that are deployed, evaluated on the metrics of the local run.',
  options: {
    ...targetOptions,
    all: flag('lists every alarm with its state'),
    json: flag('prints the alarms as JSON'),
  },
  variables: targetVariables,
  notes:
    'Exit code: 0, 1 when an alarm is in the state ALARM or the source does not answer, 2 when the command line is wrong.',
} as const satisfies Command;
