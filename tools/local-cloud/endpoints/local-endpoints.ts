import type { EventPath } from '../composition/event-path.ts';
import type { Methods, RequestHandler } from '../http/exchange.ts';
import { jsonResponse, textResponse } from '../http/http-response.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { LogStore } from '../logs/log-store.ts';
import { customerEndpoint } from '../payments/customer-endpoints.ts';
import { createLedgerEndpoint } from '../payments/ledger-endpoint.ts';
import { createOutageEndEndpoint, createOutageEndpoint } from '../payments/outage-endpoint.ts';
import type { PaymentSimulator } from '../payments/payment-simulator.ts';
import type { ScheduleRunner } from '../schedules/schedule-runner.ts';
import { createClientCredentialsEndpoint } from './client-credentials-endpoint.ts';
import { createDeliverEndpoint } from './deliver-endpoint.ts';
import { createEventsEndpoint } from './events-endpoint.ts';
import { createEndFaultsEndpoint, createSetFaultsEndpoint } from './faults-endpoint.ts';
import { createFunctionsEndpoint } from './functions-endpoint.ts';
import { createJsonEndpoint } from './json-endpoint.ts';
import { refuseUnknownParameters } from './known-parameters.ts';
import { createLogsEndpoint } from './logs-endpoint.ts';
import { createNamedEndpoints } from './named-endpoints.ts';
import { createQueuesEndpoint } from './queue-endpoints.ts';
import { runbookEndpoints } from './runbook-endpoints.ts';
import { createSchedulesEndpoint } from './schedule-endpoint.ts';
import { createTokenEndpoint } from './token-endpoint.ts';

export interface LocalEndpointsOptions {
  readonly issuer: TokenIssuer;
  readonly logs: LogStore;
  readonly lambda: LambdaService;
  readonly payments: PaymentSimulator;
  /** Address of the payment gateway, where it is not the simulator. */
  readonly paymentsAt?: string | undefined;
  readonly schedules: ScheduleRunner;
  readonly path: Pick<EventPath, 'bus' | 'journal' | 'queues' | 'failures' | 'faults'>;
  /** Where the resources of the deployment are, and their names. */
  readonly resources: Readonly<Record<string, string>>;
  readonly customerTypes: readonly string[];
  /** Folder of the runbooks, if there are any. */
  readonly runbooks?: string | undefined;
  readonly home: string;
  /** Whether no request of the API invokes the function. */
  readonly isBackground: (functionName: string) => boolean;
  /** The console's own endpoints; `undefined` for other paths. */
  readonly consoleEndpoint?: (path: string) => Methods | undefined;
}

const pathOf = (target = '') => target.split('?')[0] ?? '';

/** Whether a request is for an endpoint that exists only locally. */
export const isLocalEndpoint = (target: string | undefined): boolean =>
  pathOf(target) === '/' || pathOf(target).startsWith('/local/');

/** The endpoints beside the API; nothing of them is ever deployed. */
export const createLocalEndpoints = ({
  issuer,
  logs,
  lambda,
  payments,
  paymentsAt,
  schedules,
  path,
  resources,
  customerTypes,
  runbooks,
  home,
  isBackground,
  consoleEndpoint,
}: LocalEndpointsOptions): RequestHandler => {
  const { bus, journal, queues, failures, faults } = path;
  const endpoints = new Map<string, Methods>([
    ['/', { GET: async () => textResponse(200, home) }],
    ['/local/token', { POST: createTokenEndpoint(issuer, customerTypes) }],
    ['/local/logs', { GET: createLogsEndpoint(logs, isBackground) }],
    ['/local/events', { GET: createEventsEndpoint(journal), POST: createDeliverEndpoint(bus) }],
    ['/local/failures', { GET: createJsonEndpoint(() => ({ items: failures.list() })) }],
    ['/local/resources', { GET: createJsonEndpoint(() => resources) }],
    [
      '/local/faults',
      {
        GET: createJsonEndpoint(faults.settings),
        PUT: createSetFaultsEndpoint(faults),
        DELETE: createEndFaultsEndpoint(faults),
      },
    ],
    ...(runbooks === undefined ? [] : runbookEndpoints(runbooks)),
    ['/local/queues', { GET: createQueuesEndpoint(queues) }],
    ['/local/functions', { GET: createFunctionsEndpoint(lambda) }],
    ['/local/payments', { GET: createLedgerEndpoint(payments) }],
    [
      '/local/payments/outage',
      { POST: createOutageEndpoint(payments), DELETE: createOutageEndEndpoint(payments) },
    ],
    ['/local/schedules', { GET: createSchedulesEndpoint(schedules) }],
    ['/local/issuer/token', { POST: createClientCredentialsEndpoint(issuer) }],
    [
      '/local/issuer/.well-known/openid-configuration',
      { GET: async () => jsonResponse(200, issuer.discoveryDocument) },
    ],
    ['/local/issuer/.well-known/jwks.json', { GET: async () => jsonResponse(200, issuer.jwks) }],
  ]);
  const namedEndpoint = createNamedEndpoints({ lambda, queues, bus, schedules });
  return async (exchange) => {
    const { method = '', url } = exchange.request;
    const target = pathOf(url);
    if (paymentsAt !== undefined && /^\/local\/payments(?:\/|$)/.test(target)) {
      return jsonResponse(409, { message: `payments go to ${paymentsAt}, not to the payment simulator` });
    }
    const ofCustomer = customerEndpoint(payments, target);
    const takesHtml = (exchange.request.headers.accept ?? '').includes('text/html');
    const ofConsole = target !== '/' || takesHtml ? consoleEndpoint?.(target) : undefined;
    const methods = ofCustomer
      ? { POST: ofCustomer }
      : (ofConsole ?? endpoints.get(target) ?? namedEndpoint(target));
    if (!methods) return jsonResponse(404, { message: 'Not Found' });
    const handle = new Map(Object.entries(methods)).get(method);
    const refusal = refuseUnknownParameters(url ?? '');
    if (handle) return (target === '/' ? undefined : refusal) ?? handle(exchange);
    const allow = Object.keys(methods).join(', ');
    return jsonResponse(405, { message: `use ${allow}` }, { allow });
  };
};
