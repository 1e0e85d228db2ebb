import { functionsOf } from '../deployment.ts';
import { compileEventPattern } from '../event-patterns/event-pattern.ts';
import type { Methods, RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import { activeFaults } from './active-faults.ts';
import type { ConsoleSources } from './console-sources.ts';
import { describeDeployment } from './describe-deployment.ts';
import { createDiagnosisEndpoints } from './diagnosis-endpoints.ts';
import { isRemote } from './hidden-tokens.ts';
import { createPageFiles } from './page-files.ts';
import { createRequestList, listLength } from './request-list.ts';
import { presentInvocation, presentRequest, summarizeInvocation } from './requests-view.ts';
import { createSendAgain } from './send-again.ts';
import { readSubject } from './subject-view.ts';
import { createSystemMap } from './system-map.ts';
import { timelineOf } from './timeline.ts';

const notFound = (what: string) => jsonResponse(404, { message: `${what} is not known, or no longer kept.` });

const json = (value: () => unknown): RequestHandler => {
  return async () => jsonResponse(200, await value(), { 'cache-control': 'no-store' });
};

/** The text of a part of a path; `undefined` when it is not valid percent-encoding. */
const decode = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
};

/** The endpoints of the console: its page, and the data of its views as JSON. */
export const createConsoleEndpoints = (sources: ConsoleSources): ((path: string) => Methods | undefined) => {
  const {
    deployment,
    requests,
    invocations,
    events,
    undelivered,
    queues,
    logs,
    faults,
    outage,
    endFaults,
    feed,
  } = sources;
  const pageFile = createPageFiles();
  const context = { definition: deployment.console, webhookPath: deployment.webhooks?.path };
  const keysOf = (table: string) => {
    const definition = deployment.tables[table];
    return definition ? [definition.partitionKey, definition.sortKey] : [];
  };
  const rules = Object.entries(deployment.rules).map(([name, { queue, pattern }]) => ({
    name,
    queue,
    matches: compileEventPattern(pattern),
  }));

  const timeline = (correlationId: string): RequestHandler => {
    return async ({ request }) => {
      const found = timelineOf(correlationId, {
        ...context,
        hidesTokens: isRemote(request),
        requests: requests.list(),
        invocations: invocations.list(),
        lines: logs.lines(),
        events: events.list(),
        rules: rules.map((rule) => ({ ...rule, undelivered: undelivered().get(rule.name) ?? [] })),
        deadLetters: [...queues].flatMap(([queue, { snapshot }]) =>
          snapshot().deadLetters.map((message) => ({ queue, message })),
        ),
        keysOf,
      });
      return found ? jsonResponse(200, found) : notFound(`Correlation id ${correlationId}`);
    };
  };
  const oneRequest = (id: string): RequestHandler => {
    return async ({ request: { socket } }) => {
      const request = requests.find(id);
      const shown = { ...context, hidesTokens: isRemote({ socket }) };
      return request ? jsonResponse(200, presentRequest(request, shown)) : notFound(`Request ${id}`);
    };
  };
  const oneInvocation = (traceId: string): RequestHandler => {
    return async ({ request }) => {
      const invocation = invocations.find(traceId);
      return invocation
        ? jsonResponse(200, presentInvocation(invocation, isRemote(request)))
        : notFound(`Invocation ${traceId}`);
    };
  };
  const background = () =>
    invocations
      .list()
      .filter(({ origin }) => origin !== 'route')
      .slice(-listLength)
      .map(summarizeInvocation);

  const faultList = () => ({ items: activeFaults(faults(), outage()) });

  const fixed = new Map<string, Methods>([
    ['/local/live', { GET: async () => feed.follow() }],
    ['/local/console', { GET: json(() => describeDeployment(deployment, functionsOf(deployment))) }],
    [
      '/local/requests',
      {
        GET: createRequestList(requests, context),
      },
    ],
    [
      '/local/active-faults',
      {
        GET: json(faultList),
        DELETE: json(async () => {
          await endFaults();
          return faultList();
        }),
      },
    ],
    ['/local/map', { GET: json(createSystemMap(sources)) }],
    ...createDiagnosisEndpoints(sources, context),
    ['/local/invocations', { GET: json(() => ({ items: background() })) }],
  ]);
  const withId: readonly [RegExp, (id: string) => Methods][] = [
    [/^\/local\/timelines\/([^/]+)$/, (id) => ({ GET: timeline(id) })],
    [/^\/local\/requests\/([^/]+)$/, (id) => ({ GET: oneRequest(id) })],
    [/^\/local\/invocations\/([^/]+)$/, (id) => ({ GET: oneInvocation(id) })],
    [
      /^\/local\/requests\/([^/]+)\/again$/,
      (id) => ({ POST: createSendAgain(id, sources.apiUrl, requests) }),
    ],
    [
      /^\/local\/subjects\/([^/]+)$/,
      (id) => ({
        GET: async () => {
          const found = await readSubject(id, sources);
          return found ? jsonResponse(200, found) : notFound(id);
        },
      }),
    ],
  ];

  return (path) => {
    const known = fixed.get(path) ?? pageFile(path);
    if (known) return known;
    for (const [pattern, endpoint] of withId) {
      const [, id] = pattern.exec(path) ?? [];
      const decoded = id === undefined ? undefined : decode(id);
      if (decoded !== undefined) return endpoint(decoded);
    }
    return undefined;
  };
};
