import type { GraphEdge } from '../system-graph.ts';
import type { SystemMap } from '../system-map.ts';
import { type Box, layOut, rowHeight } from './map-layout.ts';
import { linkTo } from './state.tsx';

type MapNode = SystemMap['nodes'][number];

/** The most important figure of a part, for its place in the drawing. */
const figureOf = ({ counts }: MapNode): string => {
  const [first] = Object.entries(counts);
  return first === undefined ? '' : String(first[1]);
};

/** A figure with what it counts. */
const counted = (count: number, label: string): string =>
  `${count} ${count === 1 ? label.replace(/s$/, '') : label}`;

/** A part in words; the name of its link. */
const wordsOf = ({ title, kind, note, counts, isFailing, isDisturbed }: MapNode): string =>
  [
    `${title}, ${kind.replace('-', ' ')}`,
    ...(note === undefined || note === kind ? [] : [note]),
    ...Object.entries(counts).map(([name, count]) => counted(count, name)),
    ...(isFailing ? ['something failed'] : []),
    ...(isDisturbed ? ['a fault is switched on'] : []),
  ].join(', ');

const toneOf = ({ isFailing, isDisturbed }: MapNode, isSelected: boolean, isBusy: boolean): string =>
  [
    'part',
    isFailing ? 'failing' : '',
    isDisturbed ? 'disturbed' : '',
    isSelected ? 'selected' : '',
    isBusy ? 'busy' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');

/** Of a figure, in units of the drawing. */
const digitWidth = 7;

const FunctionRow = ({ node, box, index }: { node: MapNode; box: Box; index: number }) => {
  const y = box.y + 5 + index * rowHeight;
  const figure = figureOf(node);
  return (
    <>
      <rect class="face" x={box.x + 3} y={y} width={box.width - 6} height={rowHeight} rx="4" />
      <text class="title" x={box.x + 10} y={y + 16}>
        {node.title}
      </text>
      {node.environments?.slice(0, 3).map((state, place) => (
        <circle
          key={place}
          class={`dot ${state}`}
          cx={box.x + box.width - 15 - figure.length * digitWidth - place * 7}
          cy={y + rowHeight / 2}
          r="2.6"
        />
      ))}
      <text class="figure" x={box.x + box.width - 8} y={y + 16} text-anchor="end">
        {figure}
      </text>
    </>
  );
};

const Part = ({ node, box }: { node: MapNode; box: Box }) => {
  const [figure] = Object.entries(node.counts);
  return (
    <>
      <rect class="face" x={box.x} y={box.y} width={box.width} height={box.height} rx="7" />
      <text class="title" x={box.x + 10} y={box.y + 20}>
        {node.title}
      </text>
      <text class="note" x={box.x + 10} y={box.y + 38}>
        {figure === undefined ? (node.note ?? node.kind) : counted(figure[1], figure[0])}
      </text>
    </>
  );
};

/** The parts and their connections. Each part is a link to its details. */
export const MapDrawing = ({
  map,
  selected,
  busy,
}: {
  map: SystemMap;
  selected: string | undefined;
  /** Parts that have done something since the figures before. */
  busy: ReadonlySet<string>;
}) => {
  const { width, height, boxes, links } = layOut(map.nodes, map.edges);
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const chosen = boxes.find((box) => box.nodes.some(({ id }) => id === selected))?.id;
  const linkClass = ({ from, to, kind }: { from: string; to: string; kind: GraphEdge['kind'] }) => {
    if (chosen === undefined) return `link ${kind}`;
    return `link ${kind} ${from === chosen || to === chosen ? 'near' : 'far'}`;
  };
  return (
    <svg class="map" viewBox={`0 0 ${width} ${height}`}>
      <title>Parts of the system and their connections</title>
      <defs>
        <marker
          id="map-head"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="6"
          markerHeight="6"
          orient="auto"
        >
          <path d="M0 0 8 4 0 8z" class="arrow-head" />
        </marker>
      </defs>
      <g>
        {links.map((link) => (
          <path
            key={`${link.from} ${link.to}`}
            class={linkClass(link)}
            d={link.path}
            marker-end="url(#map-head)"
          />
        ))}
      </g>
      {boxes.map((box) => {
        const [first] = box.nodes;
        const isGroup = first?.kind === 'function';
        return (
          <g key={box.id} class={`box ${first?.kind}`}>
            {isGroup && (
              <rect class="frame" x={box.x} y={box.y} width={box.width} height={box.height} rx="7" />
            )}
            {box.nodes.map(({ id }, index) => {
              const node = nodes.get(id);
              if (!node) return null;
              const isSelected = id === selected;
              return (
                <a
                  key={id}
                  href={isSelected ? linkTo('map') : linkTo('map', id)}
                  aria-current={isSelected ? 'true' : undefined}
                  class={toneOf(node, isSelected, busy.has(id))}
                >
                  <title>{wordsOf(node)}</title>
                  {isGroup ? (
                    <FunctionRow node={node} box={box} index={index} />
                  ) : (
                    <Part node={node} box={box} />
                  )}
                </a>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
};
