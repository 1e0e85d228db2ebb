import { flag, option } from '../../command-line/command.ts';
import { localServiceOptions, localServiceVariables } from '../../command-line/local-service.ts';
import { port } from '../../command-line/values.ts';
import { retentionDays } from './prometheus-process.ts';

export const prometheusCommand = {
  name: 'npm run prometheus',
  description:
    'Runs Prometheus beside the local service: scrapes /metrics every 5 seconds with a token of the local issuer, evaluates ' +
    `the rules of monitoring/prometheus/, and keeps its data for ${retentionDays} days in .local/prometheus/.`,
  options: {
    ...localServiceOptions,
    port: option('port', 'port of Prometheus', port, 9_090),
    fresh: flag('delete the data of earlier runs first'),
  },
  variables: localServiceVariables,
} as const;
