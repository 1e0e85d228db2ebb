import { type ErrorCode, errorRegistry } from './errors/registry.ts';
import { type RouteContract, routeContracts } from './route-contracts.ts';
import type { RouteDefinition } from './route-definition.ts';
import { type RouteId, routes } from './routes.ts';

/** An error that a route can answer with. */
export interface RouteError {
  readonly code: ErrorCode;
  readonly status: number;
}

const writes = ({ access }: RouteDefinition): boolean =>
  Object.values(access)
    .flat()
    .some((action) => action === 'dynamodb:PutItem' || action === 'dynamodb:UpdateItem');

/** Errors that follow from the definition of a route. */
const impliedErrors = (route: RouteDefinition, { request }: RouteContract): readonly ErrorCode[] => [
  ...(request.query || request.headers || request.body ? (['VAL-001'] as const) : []),
  ...(request.body ? (['VAL-002'] as const) : []),
  ...(route.scope === null ? [] : (['AUT-001', 'AUT-002'] as const)),
  ...(route.idempotent ? (['IDM-001', 'IDM-002', 'IDM-003'] as const) : []),
  'SYS-001',
  ...(Object.keys(route.access).length > 0 ? (['SYS-002', 'SYS-003'] as const) : []),
  ...(writes(route) ? (['SYS-004'] as const) : []),
];

/** Every error of the service that a route can answer with, each once, sorted by code. */
export const errorsOf = (routeId: RouteId): readonly RouteError[] => {
  const contract: RouteContract = routeContracts[routeId];
  const declared = [...contract.errors, ...impliedErrors(routes[routeId], contract)];
  const statuses = new Map(
    declared.map((error) =>
      typeof error === 'string' ? [error, errorRegistry[error].status] : [error[0], error[1]],
    ),
  );
  return [...statuses]
    .map(([code, status]) => ({ code, status }))
    .sort((a, b) => a.code.localeCompare(b.code));
};
