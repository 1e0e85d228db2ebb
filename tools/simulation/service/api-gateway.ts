import { accessLogFields, noLoggedValue } from '../../../lib/contract/access-log.ts';
import { routes } from '../../../lib/contract/routes.ts';
import type { ApiGatewayEvent } from '../../../lib/middleware/api/api-event.ts';
import type { ApiResponse } from '../../../lib/platform/response.ts';
import type { LogSubscription } from '../world/log-subscription.ts';
import type { World } from '../world/world.ts';
import type { ApiFunctionId } from './api-function-id.ts';
import type { Invoked } from './lambda.ts';

/** A request that has reached the API. Times are in milliseconds since 1970. */
export interface ServedRequest {
  readonly routeId: ApiFunctionId;
  /** The invocation of its function. */
  readonly invocation: string;
  readonly arrivedAt: number;
  readonly answeredAt: number;
  /** The answer of its function; `undefined` when it gave none. */
  readonly answer: ApiResponse | undefined;
}

export interface ApiGatewayOptions {
  readonly invoke: (id: ApiFunctionId, event: ApiGatewayEvent) => Promise<Invoked<ApiResponse>>;
  /** The access log; none unless requests are judged. */
  readonly log: Pick<LogSubscription, 'print'> | undefined;
}

const noValues = Object.fromEntries(Object.keys(accessLogFields).map((name) => [name, noLoggedValue]));

/** Logged for a function that gave no answer. */
const failedStatus = 500;

/** The gateway: it hands requests to their functions, and logs each with its answer. */
export const createApiGateway = ({ time }: World, { invoke, log }: ApiGatewayOptions) => {
  const requests: ServedRequest[] = [];
  let ids = 0;

  const logRequest = (requestId: string, { routeId, answer }: ServedRequest) => {
    const { method, path } = routes[routeId];
    const line = {
      ...noValues,
      requestId,
      routeKey: `${method} ${path}`,
      status: String(answer?.statusCode ?? failedStatus),
      ...(answer && { functionStatus: String(answer.statusCode) }),
    };
    log?.print('access-log', JSON.stringify(line));
  };

  return {
    /** Every request that was answered or failed. */
    requests: requests as readonly ServedRequest[],
    async request(routeId: ApiFunctionId, event: ApiGatewayEvent): Promise<ApiResponse | undefined> {
      ids += 1;
      const requestId = `request-${ids}`;
      const arrivedAt = time.now();
      const requestContext = { ...event.requestContext, requestId, timeEpoch: arrivedAt };
      const { invocation, result } = await invoke(routeId, { ...event, requestContext } as ApiGatewayEvent);
      const served = { routeId, invocation, arrivedAt, answeredAt: time.now(), answer: result };
      requests.push(served);
      logRequest(requestId, served);
      return result;
    },
  };
};
