/** An interceptor between a use case and a port: decides when, whether and how a call is made. */
export type Intercept = <T>(name: string, call: () => Promise<T>) => Promise<T>;

type Methods = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

/** Methods that return an async iterable. Each list is read as a whole, by one call. */
const lists: Readonly<Record<string, true>> = { listDue: true, listMovements: true };

async function* interceptedList(name: string, list: () => unknown, intercept: Intercept) {
  const items = () => Array.fromAsync(list() as AsyncIterable<unknown>);
  yield* await intercept(name, items);
}

/** A port whose every method goes through `intercept`. */
export const intercepted = <P extends object>(port: P, intercept: Intercept): P => {
  const methods = Object.entries(port as Methods).map(([name, method]) => [
    name,
    (...args: never[]) =>
      lists[name]
        ? interceptedList(name, () => method(...args), intercept)
        : intercept(name, () => method(...args)),
  ]);
  return Object.fromEntries(methods);
};
