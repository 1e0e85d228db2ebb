import type { RouteDefinition } from '../lib/contract/routes.ts';
import type { ScheduleDefinition } from '../lib/contract/schedules.ts';
import type { Tables } from './dynamodb/create-tables.ts';

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
  /** Functions that are bundled before the others, because the start or a user's first step needs them. */
  readonly first: readonly string[];
  /** Source file of a function, relative to the project's root. */
  readonly entryFile: (functionName: string) => string;
  readonly tables: Tables;
  readonly eventBuses: readonly string[];
  /** Environment variables of every function. */
  readonly environment: (endpoints: ServiceEndpoints) => Readonly<Record<string, string>>;
  /** Runs once the API answers; throws when the first data cannot be put in. */
  readonly seed: (api: ApiAccess) => Promise<void>;
}
