import type { Severity } from '../../../lib/slo/burn-alerts.ts';
import { yamlDocument } from './yaml.ts';

/** Receiver of a severity, and its repetition. */
interface Route {
  readonly severity: Severity;
  readonly receiver: string;
  readonly waitSeconds: number;
  readonly repeatHours: number;
}

const routes: readonly Route[] = [
  { severity: 'page', receiver: 'on-call', waitSeconds: 10, repeatHours: 1 },
  { severity: 'ticket', receiver: 'team', waitSeconds: 300, repeatHours: 24 },
];

const sameObjective = ['sloth_id', 'job', 'stage'];

/** An example configuration of Alertmanager: set the addresses of your receivers. */
export const alertmanagerConfig = {
  route: {
    receiver: 'team',
    // All alerts of an objective and a severity are one message.
    group_by: [...sameObjective, 'severity'],
    routes: routes.map(({ severity, receiver, waitSeconds, repeatHours }) => ({
      matchers: [`severity="${severity}"`],
      receiver,
      group_wait: `${waitSeconds}s`,
      group_interval: '5m',
      repeat_interval: `${repeatHours}h`,
    })),
  },
  inhibit_rules: [
    {
      source_matchers: ['severity="page"'],
      target_matchers: ['severity="ticket"', 'sloth_id!=""'],
      // A page replaces the ticket of the same objective.
      equal: sameObjective,
    },
    // Without counters, no objective can be judged: one page is enough.
    {
      source_matchers: ['alertname="metrics-silent"'],
      target_matchers: ['sloth_slo!=""'],
      equal: ['sloth_service', 'job', 'stage'],
    },
    {
      source_matchers: ['alertname="metrics-absent-page"'],
      target_matchers: ['sloth_slo!=""'],
      equal: ['sloth_service', 'job', 'stage'],
    },
    {
      source_matchers: ['alertname="metrics-absent-page"'],
      target_matchers: ['alertname="metrics-absent-ticket"'],
      equal: ['sloth_service', 'job', 'stage'],
    },
  ],
  receivers: [
    {
      name: 'on-call',
      webhook_configs: [{ url: 'http://127.0.0.1:5001/page', send_resolved: true }],
    },
    {
      name: 'team',
      webhook_configs: [{ url: 'http://127.0.0.1:5001/ticket', send_resolved: true }],
    },
  ],
} as const;

export const alertmanagerFile = (): string =>
  yamlDocument(
    'Written by `npm run generate`. An example: set the addresses of your receivers.',
    alertmanagerConfig,
  );
