import { option, repeatedOption } from '../../command-line/command.ts';
import { CommandError, InvalidValueError } from '../../command-line/command-error.ts';
import { labelHeader } from '../../command-line/run-label.ts';
import { text, type ValueParser } from '../../command-line/values.ts';
import { jsonOf } from '../../json-of.ts';
import type { Description, Parameter, Route } from '../console/describe-deployment.ts';
import type { ShownRequest } from '../console/requests-view.ts';
import {
  type Answer,
  anonymous,
  fittingActor,
  keyHeader,
  pathValues,
  queryValues,
  type Sending,
} from '../console/sending.ts';
import { textOrFile } from './text-or-file.ts';

type Pair = readonly [name: string, value: string];

const pair: ValueParser<Pair> = (given) => {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(given) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidValueError(`is ${JSON.stringify(given)}. Write name=value.`);
  return [name, value];
};

/** The command with which the terminal sends what a form of *Try it* sends. */
export const sendCommand = {
  help: 'sends a request, as the form of the route does, and prints the answer',
  operands: { label: 'route', least: 1, most: 1 },
  options: {
    as: option(
      'actor',
      `who sends it, by a token made for it, or ${anonymous} (default: whom the route needs)`,
      text,
    ),
    path: repeatedOption('name=value', 'a parameter of the path; may be repeated', pair),
    query: repeatedOption('name=value', 'a parameter of the query; may be repeated', pair),
    header: repeatedOption('name=value', 'a header; may be repeated', pair),
    body: option(
      'JSON',
      'the body, or @ and a file with it (default: the body that the form begins with)',
      text,
    ),
  },
} as const;

/** The command with which the terminal sends what the form of *Edit and send* sends. */
export const editAndSendCommand = {
  help: 'sends a recorded request with changes, as the form of its route does, and prints the answer',
  operands: { label: 'requestId', least: 1, most: 1 },
  options: {
    ...sendCommand.options,
    body: option('JSON', 'the body, or @ and a file with it (default: the recorded one)', text),
  },
} as const;

/** Values of the options of `send`. */
export interface SendOptions {
  readonly as: string | undefined;
  readonly path: readonly Pair[];
  readonly query: readonly Pair[];
  readonly header: readonly Pair[];
  readonly body: string | undefined;
}

const wrong = (problem: string) => new CommandError(problem, 2);

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** @throws {CommandError} for a parameter that the route does not have, or that it needs and does not get. */
const parametersOf = (
  { name: route, parameters }: Route,
  place: Parameter['in'],
  given: readonly Pair[],
): Readonly<Record<string, string>> => {
  const known = parameters.filter((parameter) => parameter.in === place);
  const names = known.map(({ name }) => name);
  const unknown = given.find(([name]) => !names.includes(name));
  if (unknown !== undefined)
    throw wrong(`${route} has no parameter ${unknown[0]} in the ${place}: it has ${listed(names)}.`);
  const missing = known.find(({ name, required }) => required && !given.some(([one]) => one === name));
  if (missing !== undefined) throw wrong(`${route} needs --${place} ${missing.name}=….`);
  return Object.fromEntries(given);
};

const actorOf = (route: Route, { actors }: Description, as: string | undefined) => {
  if (as === anonymous) return undefined;
  if (as === undefined) return fittingActor(route, actors);
  const actor = actors.find(({ name }) => name === as);
  if (actor === undefined)
    throw wrong(`There is no actor ${as}: use ${[...actors.map(({ name }) => name), anonymous].join(', ')}.`);
  return actor;
};

const bodyOf = async (route: Route, body: string | undefined): Promise<string | undefined> => {
  if (route.example === undefined) {
    if (body !== undefined) throw wrong(`${route.name} takes no body.`);
    return undefined;
  }
  if (body === undefined) return JSON.stringify(route.example);
  return textOrFile(body, '--body');
};

/**
 * The request that a command line asks for. Token and idempotency key are those of the form; a body is sent as it is,
 * so that a wrong one is refused by the API.
 * @throws {CommandError} for a route, an actor, a parameter or a file that is not there.
 */
export const sendingOf = async (
  description: Description,
  name: string,
  { as, path, query, header, body }: SendOptions,
): Promise<Sending> => {
  const { routes } = description;
  const route = routes.find((one) => one.name === name);
  if (!route)
    throw wrong(`There is no route ${name}: use one of ${routes.map((one) => one.name).join(', ')}.`);
  const actor = actorOf(route, description, as);
  const content = await bodyOf(route, body);
  return {
    route,
    ...(actor !== undefined && { sub: actor.name, scope: actor.scope }),
    path: parametersOf(route, 'path', path),
    query: parametersOf(route, 'query', query),
    headers: {
      ...labelHeader('console'),
      ...keyHeader(route),
      ...Object.fromEntries(header.map(([field, value]) => [field.toLowerCase(), value])),
    },
    ...(content !== undefined && { body: content }),
  };
};

/**
 * The request that `edit-and-send` asks for: path, query and body are those of the recorded request unless given.
 * @throws {CommandError} for a request without a route, and as `sendingOf` does.
 */
export const editedSending = async (
  description: Description,
  { id, target, functionName, request }: ShownRequest,
  { path, query, body, ...others }: SendOptions,
): Promise<Sending> => {
  const route = description.routes.find(({ name }) => name === functionName);
  if (!route) throw new CommandError(`Request ${id} has no route with a form.`);
  const recordedBody = route.example === undefined ? undefined : request.body || '{}';
  return sendingOf(description, route.name, {
    ...others,
    path: [...Object.entries(pathValues(route, target)), ...path],
    query: [...Object.entries(queryValues(route, target)), ...query],
    body: body ?? recordedBody,
  });
};

/** An answer as data. @param correlationHeader name of the header with the correlation id. */
export const answerData = ({ status, text: body, headers, id }: Answer, correlationHeader?: string) => ({
  status,
  requestId: id,
  correlationId: correlationHeader === undefined ? null : headers.get(correlationHeader),
  body: jsonOf(body, body),
});

/** An answer for people: status and correlation id, and the body. */
export const answerText = ({ status, correlationId, body }: ReturnType<typeof answerData>): string => {
  const shown = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return [
    `${status}${correlationId === null ? '' : `  ${correlationId}`}`,
    ...(shown === '' ? [] : [shown]),
  ].join('\n');
};
