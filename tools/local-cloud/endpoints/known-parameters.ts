import { requestListParameters } from '../console/request-list.ts';
import { type HttpResponse, jsonResponse } from '../http/http-response.ts';
import { measurementsParameters } from '../measurements/measurements-endpoint.ts';
import { askParameters } from './ask-endpoint.ts';
import { logsParameters } from './logs-endpoint.ts';

/** Query parameters of the endpoints that take some. */
const parametersOf: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['/local/ask', askParameters],
  ['/local/logs', logsParameters],
  ['/local/measurements', measurementsParameters],
  ['/local/requests', requestListParameters],
  ['/local/events', ['limit', 'orderId']],
]);

/**
 * The refusal of a request with a query parameter that its endpoint does not know, or more than once: a misspelt filter
 * would return everything.
 * @param target path and query.
 */
export const refuseUnknownParameters = (target: string): HttpResponse | undefined => {
  const { pathname, searchParams } = new URL(target, 'http://localhost');
  const known = parametersOf.get(pathname) ?? [];
  const names = [...searchParams.keys()];
  const unknown = names.find((name) => !known.includes(name));
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (unknown === undefined && repeated === undefined) return undefined;
  if (unknown === undefined) return jsonResponse(400, { message: `parameter ${repeated} is given twice` });
  const advice = known.length === 0 ? 'this endpoint takes none' : `use ${known.join(', ')}`;
  return jsonResponse(400, { message: `unknown parameter ${JSON.stringify(unknown)}; ${advice}` });
};
