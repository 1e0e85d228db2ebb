import { randomUUID } from 'node:crypto';
import { type ConsumerId, consumers } from '../../../lib/contract/consumers.ts';
import type { FunctionId } from '../../../lib/contract/function-ids.ts';
import { headers as headerNames } from '../../../lib/contract/headers.ts';
import { pathTo } from '../../../lib/contract/path-to.ts';
import type { RouteDefinition } from '../../../lib/contract/route-definition.ts';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import type { ScheduleId } from '../../../lib/contract/service.ts';
import type { TokenSettingTexts } from '../../../lib/contract/token-settings.ts';
import type { CustomerType } from '../../../lib/domain/order.ts';
import type { ApiResponse } from '../../../lib/platform/response.ts';
import { labelledFetch } from '../../../tools/command-line/run-label.ts';
import { startLocalCloud } from '../../../tools/local-cloud/cloud.ts';
import type { LocalCloudOptions } from '../../../tools/local-cloud/composition/cloud-options.ts';
import { orderServiceDeployment } from '../../../tools/local-cloud/order-service-deployment.ts';
import type { LedgerEntry } from '../../../tools/local-cloud/payments/payment-books.ts';
import { contractFaults } from './contract-faults.ts';
import { recordUsedGrants } from './used-grants.ts';

/** An answer that came over HTTP; header names are in lower case. */
export interface Answer extends ApiResponse {
  json<T = Readonly<Record<string, unknown>>>(): T;
}

export interface RequestFacts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The idempotency key; a route that needs one gets a new one unless given. */
  readonly key?: string;
}

const sendAsTest = labelledFetch('tests');

/** A service that runs somewhere, with its local endpoints. */
export const serviceAt = (url: string) => {
  /** Sends anything to anywhere. */
  const request = async (target: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await sendAsTest(`${url}${target}`, init);
    const body = await answer.text();
    return {
      statusCode: answer.status,
      headers: Object.fromEntries(answer.headers),
      body,
      json: <T>() => JSON.parse(body) as T,
    };
  };

  return {
    url,
    request,

    /** Sends a request of the contract; without a token, anonymously. */
    send(token: string | undefined, routeId: RouteId, facts: RequestFacts = {}): Promise<Answer> {
      const { method, idempotent }: RouteDefinition = routes[routeId];
      const query = facts.query ? `?${new URLSearchParams(facts.query)}` : '';
      const key = facts.key ?? (idempotent && randomUUID());
      return request(`${pathTo(routeId, facts.path ?? {})}${query}`, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(facts.body !== undefined && { 'content-type': 'application/json' }),
          ...(key && { [headerNames.idempotencyKey]: key }),
          ...facts.headers,
        },
        ...(facts.body !== undefined && { body: JSON.stringify(facts.body) }),
      });
    },

    async tokenFor(sub: string, scope: string, customerType?: CustomerType): Promise<string> {
      const body = JSON.stringify({ sub, scope, customerType });
      const answer = await request('/local/token', { method: 'POST', body });
      return answer.json<{ access_token: string }>().access_token;
    },

    /** Runs a scheduled function and waits for its end. */
    run: (schedule: ScheduleId) => request(`/local/schedules/${schedule}`, { method: 'POST' }),

    async ledger(): Promise<readonly LedgerEntry[]> {
      return (await request('/local/payments')).json<{ items: LedgerEntry[] }>().items;
    },
  };
};

export type Service = ReturnType<typeof serviceAt>;

export interface ServiceOptions
  extends Pick<LocalCloudOptions, 'faults' | 'pace' | 'maxEnvironments' | 'stateDirectory'> {
  /** Functions that the tests need: at once they cost less to bundle than one after the other. */
  readonly functions: readonly FunctionId[];
  /** Those that are started by events, messages and log lines; by default none, which saves their work. */
  readonly consumers?: readonly ConsumerId[];
  /** Whether the catalogue is that of the local run; by default it is empty. */
  readonly seeded?: boolean;
  readonly paymentWindowSeconds?: number;
  readonly republishSeconds?: number;
  /** How tokens state what their bearer may do; those of `tokenFor` are in this form too. */
  readonly tokenSettings?: TokenSettingTexts;
  /** Whether the payment gateway sends webhooks; by default it does not, so that outcomes stay unknown. */
  readonly webhooks?: boolean;
  /** Whether synthetic orders can be placed. */
  readonly syntheticOrders?: boolean;
  /** Interval of the scheduled jobs; by default they run only on request. */
  readonly scheduleSeconds?: number;
}

/** The whole service on a local cloud of its own. */
export const startService = async ({
  functions,
  consumers: wanted = [],
  seeded = false,
  paymentWindowSeconds = 900,
  republishSeconds = 60,
  tokenSettings = {},
  syntheticOrders = false,
  scheduleSeconds = 3_600,
  webhooks: sendsWebhooks = false,
  pace,
  ...cloudOptions
}: ServiceOptions) => {
  const { webhooks, ...deployment } = orderServiceDeployment({
    paymentWindowSeconds,
    republishSeconds,
    tokenSettings,
    syntheticOrders,
  });
  const missingPermissions: string[] = [];
  const cloud = await startLocalCloud({
    maxEnvironments: 2,
    print: (text) => text.startsWith('IAM: ') && missingPermissions.push(text),
    ...cloudOptions,
    port: 0,
    watch: false,
    deployment: {
      ...deployment,
      first: [...functions, ...wanted],
      consumers: Object.fromEntries(wanted.map((name) => [name, consumers[name]])),
      ...(sendsWebhooks && webhooks && { webhooks }),
      ...(!seeded && { seed: async () => {} }),
    },
    pace: { ...pace, scheduleSeconds },
  });
  const service = serviceAt(cloud.url);
  return {
    ...cloud,
    ...service,
    /** @throws {Error} when the answer is not as the contract of the route has it. */
    async send(...[token, routeId, facts]: Parameters<typeof service.send>): Promise<Answer> {
      const answer = await service.send(token, routeId, facts);
      const faults = contractFaults(routeId, answer);
      if (faults.length > 0) throw new Error(`${routeId} breaks its contract: ${faults.join('; ')}`);
      return answer;
    },
    /** @throws {Error} when a function needed a permission that it does not have. */
    async close() {
      await cloud.close();
      recordUsedGrants(cloud.usedGrants());
      if (missingPermissions.length > 0) throw new Error(missingPermissions.join('\n'));
    },
  };
};

export type RunningService = Awaited<ReturnType<typeof startService>>;

/** The service that the tests of a file share. */
export type CurrentService = () => RunningService;
