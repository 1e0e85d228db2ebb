import { type Deployment, functionsOf } from '../deployment.ts';

/** Kinds of parts of a deployment. */
export type NodeKind =
  | 'api'
  | 'scheduler'
  | 'logs'
  | 'function'
  | 'table'
  | 'stream'
  | 'bus'
  | 'rule'
  | 'queue'
  | 'dead-letters'
  | 'external';

export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
  /** A fact from the declaration, such as the period of a job. */
  readonly note?: string;
}

/** Flow from one part to another. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'invokes' | 'uses' | 'events' | 'failures';
}

export interface SystemGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The id of a part: its kind and name. */
export const nodeId = (kind: NodeKind, name: string): string => `${kind}:${name}`;

const writes = /:(?:Put|Update|Delete|BatchWrite)/;

/** The parts of a deployment and their connections, from its declarations. */
export const systemGraph = (deployment: Deployment): SystemGraph => {
  const { routes, defaultRoute, schedules, consumers, queues, rules, tables, resources } = deployment;
  const external = deployment.console?.external;
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  const node = (kind: NodeKind, name: string, title: string, note?: string): string => {
    const id = nodeId(kind, name);
    nodes.set(id, { id, kind, title, ...(note !== undefined && { note }) });
    return id;
  };
  const connect = (from: string, to: string, kind: GraphEdge['kind']) => edges.push({ from, to, kind });
  const roleOf = (table: string) =>
    Object.entries(resources).find(([, name]) => name === table)?.[0] ?? table;

  const api = node('api', 'api', 'HTTP API', `${Object.keys(routes).length} routes`);
  const scheduler = node('scheduler', 'scheduler', 'Scheduler', `${Object.keys(schedules).length} jobs`);
  for (const [name, { method, path }] of Object.entries(routes)) {
    connect(api, node('function', name, name, `${method} ${path}`), 'invokes');
  }
  if (defaultRoute) {
    const name = defaultRoute.functionName;
    connect(api, node('function', name, name, 'requests without a route'), 'invokes');
  }
  for (const [name, { everyMinutes }] of Object.entries(schedules)) {
    const period = everyMinutes % 60 === 0 ? `${everyMinutes / 60} h` : `${everyMinutes} min`;
    connect(scheduler, node('function', name, name, `every ${period}`), 'invokes');
  }
  for (const [name, { stream }] of Object.entries(tables)) {
    const role = roleOf(name);
    const title = role.replace(/Table$/, '');
    const table = node('table', name, title, name);
    if (stream) connect(table, node('stream', role, `${title} stream`, `changes of ${name}`), 'events');
  }
  const bus = node('bus', resources.eventBus, 'event bus', resources.eventBus);
  for (const [name, { queue }] of Object.entries(rules)) {
    const rule = node('rule', name, name);
    connect(bus, rule, 'events');
    connect(rule, nodeId('queue', queue), 'events');
  }
  for (const [name, { maxReceiveCount }] of Object.entries(queues)) {
    const queue = node('queue', name, name, `at most ${maxReceiveCount} deliveries`);
    connect(queue, node('dead-letters', name, `${name}-dlq`), 'failures');
  }
  for (const [name, { trigger }] of Object.entries(consumers)) {
    const to = node('function', name, name, `by ${trigger.kind}`);
    if (trigger.kind === 'stream') connect(nodeId('stream', trigger.table), to, 'events');
    else if (trigger.kind === 'queue') connect(nodeId('queue', trigger.queue), to, 'events');
    else {
      const title = trigger.source === 'functions' ? 'log of functions' : 'access log';
      connect(node('logs', trigger.source, title, 'CloudWatch Logs'), to, 'events');
    }
  }
  if (external) node('external', external.name, external.name);
  for (const [name, { access }] of Object.entries(functionsOf(deployment))) {
    const from = nodeId('function', name);
    const used = new Map<string, boolean>();
    for (const [resource, actions] of Object.entries(access)) {
      const [role = ''] = resource.split('/');
      const isWrite = actions.some((action) => writes.test(action));
      used.set(role, (used.get(role) ?? false) || isWrite);
    }
    for (const [role, isWrite] of used) {
      const resource = resources[role as keyof typeof resources];
      if (role === 'eventBus') connect(from, bus, 'events');
      else if (role === external?.access) connect(from, nodeId('external', external.name), 'uses');
      else if (resource !== undefined) connect(from, nodeId('table', resource), isWrite ? 'events' : 'uses');
    }
  }
  return {
    nodes: [...nodes.values()],
    edges: edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to)),
  };
};
