export interface RouteTemplate {
  readonly method: string;
  /** Template in API Gateway's notation, such as `/orders/{orderId}`. */
  readonly path: string;
}

export interface RouteMatch<R> {
  readonly route: R;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the route of a request, by its method and its decoded path. */
export type RouteTable<R> = (method: string, path: string) => RouteMatch<R> | undefined;

const parameterPattern = /^\{(\w+)\}$/;

const parametersOf = (template: readonly string[], path: readonly string[]) => {
  if (template.length !== path.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const value = path[index] ?? '';
    const name = parameterPattern.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return undefined;
    if (name !== undefined) parameters[name] = value;
  }
  return parameters;
};

/** Sorts by the first segment in which two templates differ in kind: static before parameter. */
const rank = (template: readonly string[]) =>
  template.map((part) => (parameterPattern.test(part) ? '1' : '0')).join('');

/** Static segments win over parameters. */
export const createRouteTable = <R extends RouteTemplate>(routes: readonly R[]): RouteTable<R> => {
  const candidates = routes
    .map((route) => ({ route, template: route.path.split('/') }))
    .sort((a, b) => rank(a.template).localeCompare(rank(b.template)));
  return (method, path) => {
    const segments = path.split('/');
    for (const { route, template } of candidates) {
      if (route.method !== method) continue;
      const pathParameters = parametersOf(template, segments);
      if (pathParameters) return { route, pathParameters };
    }
    return undefined;
  };
};
