import { join } from 'node:path';
import { projectRoot } from '../../project.ts';
import { createConsoleEndpoints } from '../console/console-endpoints.ts';
import type { Deployment } from '../deployment.ts';
import { homePage } from '../endpoints/home-page.ts';
import { createLocalEndpoints } from '../endpoints/local-endpoints.ts';
import type { RequestHandler } from '../http/exchange.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { ScheduleRunner } from '../schedules/schedule-runner.ts';
import type { CloudServices } from './cloud-services.ts';
import type { EventPath } from './event-path.ts';
import type { Observation } from './observation.ts';

export interface LocalApiOptions {
  readonly deployment: Deployment;
  /** Address of the API. */
  readonly url: string;
  readonly issuer: TokenIssuer;
  readonly observation: Observation;
  readonly lambda: LambdaService;
  readonly services: CloudServices;
  readonly path: EventPath;
  readonly schedules: ScheduleRunner;
  /** Whether a function has a route. */
  readonly servesRequests: (functionName: string) => boolean;
}

/** The addresses of the local run itself, the console included. */
export const createLocalApi = (options: LocalApiOptions): RequestHandler => {
  const { deployment, url, issuer, observation, lambda, services, path, schedules, servesRequests } = options;
  return createLocalEndpoints({
    schedules,
    issuer,
    logs: observation.logs,
    lambda,
    payments: services.payments,
    paymentsAt: deployment.paymentsAt,
    path,
    resources: {
      dynamodbEndpoint: services.database.endpoint,
      eventbridgeEndpoint: services.eventBus.url,
      paymentGatewayUrl: services.payments.url,
      s3Endpoint: services.failureBucket.url,
      ...deployment.resources,
    },
    customerTypes: deployment.tokens.customerTypes,
    ...(deployment.runbooks !== undefined && { runbooks: join(projectRoot, deployment.runbooks) }),
    isBackground: (name) => !servesRequests(name),
    home: homePage(url, deployment),
    consoleEndpoint: createConsoleEndpoints({
      ...observation,
      ...path,
      deployment,
      events: path.journal,
      undelivered: path.bus.undelivered,
      functions: lambda.snapshot,
      ledger: services.payments.ledger,
      faults: path.faults.settings,
      outage: services.payments.outage,
      async endFaults() {
        path.faults.set();
        await services.payments.endOutage();
      },
      compileErrors: services.bundler.compileErrors,
      apiUrl: url,
      dynamodbEndpoint: services.database.endpoint,
    }),
  });
};
