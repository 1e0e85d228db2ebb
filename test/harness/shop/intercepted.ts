/** What stands between a use case and a port: decides when, whether and how a call is made. */
export type Intercept = <T>(name: string, call: () => Promise<T>) => Promise<T>;

type Methods = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

/** A port whose every method goes through `intercept`. */
export const intercepted = <P extends object>(port: P, intercept: Intercept): P => {
  const methods = Object.entries(port as Methods).map(([name, method]) => [
    name,
    (...args: never[]) => intercept(name, () => method(...args)),
  ]);
  return Object.fromEntries(methods);
};
