import type { Deployment } from '../deployment.ts';
import type { EventBus } from '../event-bus/event-bus.ts';
import type { FaultSettings } from '../faults/fault-settings.ts';
import type { PoolSnapshot } from '../lambda/pool-snapshot.ts';
import type { QueueSet } from '../queues/queue-set.ts';
import { type GraphEdge, type GraphNode, nodeId, systemGraph } from './system-graph.ts';
import type { UsageCounts } from './usage-counts.ts';

/** Live figures of a part. */
export interface NodeState {
  /** Figures by what they count, the most important first. */
  readonly counts: Readonly<Record<string, number>>;
  /** Whether something failed there, or waits for a person. */
  readonly isFailing: boolean;
  /** Whether faults are switched on that disturb it. */
  readonly isDisturbed?: boolean;
  /** States of the execution environments of a function. */
  readonly environments?: readonly string[];
  /** Bodies of the newest dead letters, of a queue or a rule. */
  readonly letters?: readonly string[];
}

export interface SystemMap {
  readonly nodes: readonly (GraphNode & NodeState)[];
  readonly edges: readonly GraphEdge[];
}

export interface SystemMapSources {
  readonly deployment: Deployment;
  readonly functions: () => ReadonlyMap<string, PoolSnapshot>;
  readonly queues: QueueSet;
  readonly undelivered: EventBus['undelivered'];
  readonly usage: Pick<UsageCounts, 'snapshot'>;
  readonly faults: () => FaultSettings;
  /** Of the payment gateway. */
  readonly outage: () => unknown;
  /** Batches that were given up, by the functions that did not handle them. */
  readonly failures: { list(): readonly { readonly functionName: string }[] };
}

const maxLetters = 5;

const usageState = ({ requests, failed } = { requests: 0, failed: 0 }): NodeState => ({
  counts: { requests, failed },
  isFailing: failed > 0,
});

const isOn = (probabilities: object = {}): boolean =>
  Object.values(probabilities).some((value) => (Array.isArray(value) ? value.length > 0 : value > 0));

const isDisturbed = ({ id, kind }: GraphNode, faults: FaultSettings): boolean => {
  if (kind === 'table') return isOn(faults.database);
  if (kind === 'external') return isOn(faults.payments);
  if (kind === 'bus') return isOn(faults.bus);
  if (kind === 'logs') return isOn(faults.logs);
  if (kind !== 'function') return false;
  const name = id.slice(kind.length + 1);
  const { only = [name], kill = [], ...probabilities } = faults.functions ?? {};
  return kill.includes(name) || (isOn(probabilities) && only.includes(name));
};

/** The parts of the deployment with their connections and live figures. */
export const createSystemMap = (sources: SystemMapSources): (() => SystemMap) => {
  const { deployment, functions, queues, undelivered, usage, failures, faults, outage } = sources;
  const { nodes, edges } = systemGraph(deployment);

  const functionState = (pool: PoolSnapshot | undefined): NodeState => {
    if (!pool) return { counts: {}, isFailing: false };
    const { invocations, errors, timeouts, throttles, coldStarts, waiting, environments } = pool;
    const failed = errors + timeouts + throttles;
    return {
      counts: { invocations, failed, 'cold starts': coldStarts, waiting },
      isFailing: failed > 0,
      environments: environments.map(({ state }) => state),
    };
  };
  const lettersState = (title: string, bodies: readonly string[]): NodeState => ({
    counts: { [title]: bodies.length },
    isFailing: bodies.length > 0,
    letters: bodies.slice(-maxLetters),
  });
  const queueState = (name: string, kind: 'queue' | 'dead-letters'): NodeState => {
    const found = queues.get(name)?.snapshot();
    if (!found) return { counts: {}, isFailing: false };
    const { visible, inFlight, delayed, deadLetters } = found;
    if (kind === 'queue')
      return { counts: { waiting: visible, 'in flight': inFlight, delayed }, isFailing: false };
    return lettersState(
      'dead letters',
      deadLetters.map(({ body }) => body),
    );
  };
  const consumerOf = (streamId: string) =>
    edges.find(({ from, to }) => from === streamId && to.startsWith('function:'))?.to;

  return () => {
    const pools = functions();
    const counts = usage.snapshot();
    const stateOf = ({ id, kind }: GraphNode): NodeState => {
      const name = id.slice(kind.length + 1);
      if (kind === 'function') return functionState(pools.get(name));
      if (kind === 'queue' || kind === 'dead-letters') return queueState(name, kind);
      if (kind === 'rule') return lettersState('undelivered', undelivered().get(name) ?? []);
      if (kind === 'table') return usageState(counts.tables[name]);
      if (kind === 'api') return usageState(counts.api);
      if (kind === 'external') return usageState(counts.payments);
      if (kind === 'bus') return { counts: { events: counts.events }, isFailing: false };
      if (kind === 'stream') {
        const consumer = consumerOf(id);
        const given = failures
          .list()
          .filter(({ functionName }) => nodeId('function', functionName) === consumer);
        return { counts: { 'given up': given.length }, isFailing: given.length > 0 };
      }
      return { counts: {}, isFailing: false };
    };
    const settings = faults();
    const isDown = outage() !== undefined;
    return {
      nodes: nodes.map((node) => ({
        ...node,
        ...stateOf(node),
        ...((isDisturbed(node, settings) || (isDown && node.kind === 'external')) && { isDisturbed: true }),
      })),
      edges,
    };
  };
};
