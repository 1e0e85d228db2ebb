import type { Access } from './access.ts';
import type { Scope } from './scopes.ts';
import type { Throttle } from './throttles.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT';

/** One route of the API and all that the deployment and the local run need to know to serve it. */
export interface RouteDefinition {
  readonly method: HttpMethod;
  /** Route template in API Gateway's notation; also the `endpoint` label of every metric. */
  readonly path: string;
  /** Scope that the caller's token must carry; `null` for a public route. */
  readonly scope: Scope | null;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Whether the route needs an `Idempotency-Key` and executes a request once for it. */
  readonly idempotent?: true;
  readonly access: Access;
  /** Whether no metric counts its requests: a document is no work of the service, and each series has its price. */
  readonly uncounted?: true;
  /** Throttle of its own; without it, that of all routes. */
  readonly throttle?: Throttle;
}
