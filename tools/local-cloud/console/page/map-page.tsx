import { useRef } from 'preact/hooks';
import type { SystemMap } from '../system-map.ts';
import { FaultSwitches } from './fault-switches.tsx';
import { Badge, Code, Empty, Failure, PageHead } from './format.tsx';
import { useJson } from './loaded.ts';
import { MapDrawing } from './map-drawing.tsx';
import { linkTo, place } from './state.tsx';
import { post, Work } from './work.tsx';

type MapNode = SystemMap['nodes'][number];

const Connections = ({ title, ids, map }: { title: string; ids: readonly string[]; map: SystemMap }) => {
  if (ids.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul class="connections">
        {[...new Set(ids)].map((id) => (
          <li key={id}>
            <a href={linkTo('map', id)}>{map.nodes.find((node) => node.id === id)?.title ?? id}</a>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Actions = ({ node, name, reload }: { node: MapNode; name: string; reload: () => void }) => {
  if (node.kind === 'function' && (node.environments?.length ?? 0) > 0) {
    return (
      <p class="buttons">
        <Work
          title="Kill its environments"
          isDangerous
          work={() => post(`/local/functions/${name}/kill`).then(reload)}
        />
      </p>
    );
  }
  if ((node.letters?.length ?? 0) === 0) return null;
  const [title, path] =
    node.kind === 'rule'
      ? ['Purge', `/local/rules/${name}/purge`]
      : ['Redrive', `/local/queues/${name}/redrive`];
  return (
    <>
      <p class="buttons">
        <Work title={title} work={() => post(path).then(reload)} />
      </p>
      {node.letters?.toReversed().map((body, index) => (
        <details key={index}>
          <summary>{index === 0 ? 'newest dead letter' : 'earlier dead letter'}</summary>
          <Code value={body} label="Dead letter" />
        </details>
      ))}
    </>
  );
};

const Detail = ({ node, map, reload }: { node: MapNode; map: SystemMap; reload: () => void }) => {
  const name = node.id.slice(node.kind.length + 1);
  const environments = node.environments ?? [];
  return (
    <aside class="part-detail" aria-label={`Part ${node.title}`}>
      <header class="detail-title">
        <h2>{node.title}</h2>
        <p class="hint">{[node.kind.replace('-', ' '), node.note].filter(Boolean).join(', ')}</p>
        <a class="close" href={linkTo('map')} aria-label="Close">
          ×
        </a>
      </header>
      <div>
        <dl class="facts">
          {Object.entries(node.counts).map(([title, count]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{title === 'failed' && count > 0 ? <Badge tone="bad">{count}</Badge> : count}</dd>
            </div>
          ))}
          {node.kind === 'function' && (
            <div>
              <dt>environments</dt>
              <dd>
                {environments.length === 0
                  ? 'none'
                  : [...Map.groupBy(environments, (state) => state)]
                      .map(([state, those]) => `${those.length} ${state}`)
                      .join(', ')}
              </dd>
            </div>
          )}
        </dl>
        <Actions node={node} name={name} reload={reload} />
      </div>
      <FaultSwitches key={node.id} kind={node.kind} name={name} onChange={reload} />
      <Connections
        title="Used by, or gets from"
        ids={map.edges.filter(({ to }) => to === node.id).map(({ from }) => from)}
        map={map}
      />
      <Connections
        title="Hands on to, or uses"
        ids={map.edges.filter(({ from }) => from === node.id).map(({ to }) => to)}
        map={map}
      />
    </aside>
  );
};

/** Parts whose first figure has grown since the map before. */
const useBusy = (map: SystemMap | undefined): ReadonlySet<string> => {
  const before = useRef<{ map?: SystemMap; busy: ReadonlySet<string> }>({ busy: new Set() }).current;
  if (map !== undefined && map !== before.map) {
    const figures = new Map(before.map?.nodes.map(({ id, counts }) => [id, Object.values(counts)[0] ?? 0]));
    before.busy = new Set(
      map.nodes
        .filter(
          ({ id, counts }) => (Object.values(counts)[0] ?? 0) > (figures.get(id) ?? Number.POSITIVE_INFINITY),
        )
        .map(({ id }) => id),
    );
    before.map = map;
  }
  return before.busy;
};

/** An open page should cost little. In milliseconds. */
const restMs = 2_000;

/** The parts of the system, drawn from the declarations, with live figures. */
export const MapPage = () => {
  const [, selected] = place.value;
  const { data, error, reload } = useJson<SystemMap>('/local/map', ['requests', 'invocations', 'events'], {
    restMs,
  });
  const busy = useBusy(data);
  if (error !== undefined) return <Failure message={error} />;
  if (!data) return <Empty title="Loading the map" />;
  const node = data.nodes.find(({ id }) => id === selected);
  return (
    <div class="page map-page">
      <PageHead
        title="Map"
        hint="Drawn from the declarations. Choose a part for its figures, faults and connections."
      >
        <a class="link" href={linkTo('system')}>
          As a list
        </a>
        <a class="link" href="/local/map" target="_blank" rel="noreferrer">
          JSON
        </a>
      </PageHead>
      {selected !== undefined && !node && <Failure message={`There is no part ${selected}.`} />}
      <section class="map-frame" aria-label="Parts of the system">
        <MapDrawing map={data} selected={node?.id} busy={busy} />
      </section>
      {node && <Detail node={node} map={data} reload={reload} />}
    </div>
  );
};
