import { type RouteId, routes } from './routes.ts';

/** The path of a route with its parameters filled in and percent-encoded. */
export const pathTo = (routeId: RouteId, parameters: Readonly<Record<string, string>>): string =>
  routes[routeId].path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`${routeId} needs the parameter ${name}`);
    return encodeURIComponent(value);
  });
