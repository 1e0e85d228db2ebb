import type { EventBus } from '../event-bus/event-bus.ts';
import type { Methods } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import { type QueueSet, queueNamed } from '../queues/queue-set.ts';
import type { ScheduleRunner } from '../schedules/schedule-runner.ts';
import { createInvokeEndpoint } from './invoke-endpoint.ts';
import { createKillEndpoint } from './kill-endpoint.ts';
import { createPurgeEndpoint, createRedriveEndpoint } from './queue-endpoints.ts';
import { createScheduleEndpoint } from './schedule-endpoint.ts';

export interface NamedEndpointsOptions {
  readonly lambda: Pick<LambdaService, 'snapshot' | 'kill' | 'invoke'>;
  readonly queues: QueueSet;
  readonly bus: Pick<EventBus, 'undelivered' | 'purge'>;
  readonly schedules: Pick<ScheduleRunner, 'names' | 'run'>;
}

/** The endpoints that act on one function, queue or scheduled job. An unknown name is answered with the known ones. */
export const createNamedEndpoints = ({
  lambda,
  queues,
  bus,
  schedules,
}: NamedEndpointsOptions): ((path: string) => Methods | undefined) => {
  const functions = [...lambda.snapshot().keys()];
  const endpoints = [
    {
      pattern: /^\/local\/queues\/([^/]+)\/redrive$/,
      kind: 'queue',
      names: [...queues.keys()],
      post: (name: string) => createRedriveEndpoint(name, queueNamed(queues, name)),
    },
    {
      pattern: /^\/local\/rules\/([^/]+)\/purge$/,
      kind: 'rule',
      names: [...bus.undelivered().keys()],
      post: (name: string) => createPurgeEndpoint(name, bus),
    },
    {
      pattern: /^\/local\/functions\/([^/]+)\/kill$/,
      kind: 'function',
      names: functions,
      post: (name: string) => createKillEndpoint(name, lambda),
    },
    {
      pattern: /^\/local\/functions\/([^/]+)\/invocations$/,
      kind: 'function',
      names: functions,
      post: (name: string) => createInvokeEndpoint(name, lambda),
    },
    {
      pattern: /^\/local\/schedules\/([^/]+)$/,
      kind: 'scheduled job',
      names: schedules.names,
      post: (name: string) => createScheduleEndpoint(name, schedules),
    },
  ];
  return (path) => {
    for (const { pattern, kind, names, post } of endpoints) {
      const [, name] = pattern.exec(path) ?? [];
      if (name === undefined) continue;
      if (names.includes(name)) return { POST: post(name) };
      const message = `There is no ${kind} ${name}: there are ${names.join(', ') || 'none'}.`;
      return { POST: async () => jsonResponse(404, { message }) };
    }
    return undefined;
  };
};
