import type { Access } from './access.ts';
import type { HttpMethod } from './route-definition.ts';
import { routes } from './routes.ts';

/** Name of the function that answers requests for which the API has no route. */
export const defaultRouteId = 'unknown-route';

/**
 * API Gateway's catch-all for unknown paths and wrong methods. Method and path are fixed labels of its metrics: the
 * path of the request may be anything.
 */
export const defaultRoute = {
  method: 'ANY',
  path: '$default',
  timeoutSeconds: 5,
  memoryMb: 256,
  access: {} as Access,
} as const;

/** Everything that API Gateway sends requests to, by the function's name. */
export const servedRoutes = { ...routes, [defaultRouteId]: defaultRoute } as const;

export type ServedRouteId = keyof typeof servedRoutes;

const matches = (template: string, path: string): boolean => {
  const expected = template.split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((part, index) => (part.startsWith('{') ? actual[index] !== '' : part === actual[index]))
  );
};

/** The methods that the API has at a decoded path, sorted; none at an unknown path. */
export const methodsAt = (path: string): readonly HttpMethod[] =>
  Object.values(routes)
    .filter((route) => matches(route.path, path))
    .map(({ method }) => method)
    .sort();
