import type { ServedRouteId } from '../../contract/default-route.ts';
import type { CallOptions } from '../../platform/call-options.ts';

/** A request to one version of the function of a route. */
export interface VersionRequest {
  readonly routeId: ServedRouteId;
  /** Number of the version, or an alias. */
  readonly qualifier: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The same for each try of a request. */
  readonly idempotencyKey: string;
}

/** An answer of a function; its status is 0 when the function failed without one. */
export interface VersionAnswer {
  readonly status: number;
  readonly body: string;
}

/** Invokes versions of functions past the gateway. */
export type VersionInvoker = (request: VersionRequest, options: CallOptions) => Promise<VersionAnswer>;
