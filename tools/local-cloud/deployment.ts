import type { ConsumerDefinition } from '../../lib/contract/consumers.ts';
import type { QueueDefinition } from '../../lib/contract/queues.ts';
import type { RouteDefinition } from '../../lib/contract/routes.ts';
import type { ScheduleDefinition } from '../../lib/contract/schedules.ts';
import type { Tables } from './dynamodb/create-tables.ts';
import type { Rule } from './event-bus/event-bus.ts';

/** Where functions find the services that they depend on. */
export interface ServiceEndpoints {
  readonly dynamodb: string;
  readonly eventbridge: string;
  readonly paymentGateway: string;
}

/** How to reach the API once it runs. */
export interface ApiAccess {
  readonly url: string;
  /** An access token with the given scope. */
  token(scope: string): Promise<string>;
  /** Whether there may be data from an earlier run. */
  readonly mayHoldData: boolean;
}

/** All that the local cloud is to run. */
export interface Deployment {
  /** Routes by the name of the function that serves each. */
  readonly routes: Readonly<Record<string, RouteDefinition>>;
  /** What runs by the clock, by the name of the function. */
  readonly schedules: Readonly<Record<string, ScheduleDefinition>>;
  /** What is started by events, messages and log lines, by the name of the function. */
  readonly consumers: Readonly<Record<string, ConsumerDefinition>>;
  readonly queues: Readonly<Record<string, QueueDefinition>>;
  /** Rules of the event bus, by their names. */
  readonly rules: Readonly<Record<string, Rule>>;
  /** Functions that are bundled before the others, because the start or a user's first step needs them. */
  readonly first: readonly string[];
  /** Source file of a function, relative to the project's root. */
  readonly entryFile: (functionName: string) => string;
  readonly tables: Tables;
  /** Names of what the functions share, by what the contract calls it. */
  readonly resources: Readonly<Record<'ordersTable' | 'eventsTable' | 'metricsTable' | 'eventBus', string>>;
  /** Environment variables of every function. */
  readonly environment: (endpoints: ServiceEndpoints) => Readonly<Record<string, string>>;
  /** Runs once the API answers; throws when the first data cannot be put in. */
  readonly seed: (api: ApiAccess) => Promise<void>;
}

/** Every function of a deployment, whatever starts it, by its name. */
export const functionsOf = ({ routes, schedules, consumers }: Deployment) => ({
  ...routes,
  ...schedules,
  ...consumers,
});
