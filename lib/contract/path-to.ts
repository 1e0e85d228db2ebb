import { type RouteId, routes } from './routes.ts';

/** Texts and names of parameters of a route's path, in turn. */
const piecesByRoute = new Map<RouteId, readonly string[]>();

const piecesOf = (routeId: RouteId): readonly string[] => {
  const pieces = piecesByRoute.get(routeId) ?? routes[routeId].path.split(/[{}]/);
  piecesByRoute.set(routeId, pieces);
  return pieces;
};

/** The path of a route with its parameters filled in and percent-encoded. */
export const pathTo = (routeId: RouteId, parameters: Readonly<Record<string, string>>): string => {
  let path = '';
  for (const [index, piece] of piecesOf(routeId).entries()) {
    const isName = index % 2 === 1;
    const value = isName ? parameters[piece] : piece;
    if (value === undefined) throw new Error(`${routeId} needs the parameter ${piece}`);
    path += isName ? encodeURIComponent(value) : value;
  }
  return path;
};
