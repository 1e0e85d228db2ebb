import type { GraphEdge, GraphNode } from '../system-graph.ts';

/** One part, or functions with the same connections. Lengths are in pixels of the drawing. */
export interface Box {
  readonly id: string;
  readonly nodes: readonly GraphNode[];
  readonly layer: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: GraphEdge['kind'];
  /** Path data of SVG. */
  readonly path: string;
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly links: readonly Link[];
}

interface Group {
  readonly id: string;
  readonly nodes: readonly GraphNode[];
  readonly layer: number;
}

export const rowHeight = 23;
const padding = 5;
const partHeight = 48;
const functionWidth = 190;
const partWidth = 140;
const columnGap = 30;
const rowGap = 12;
const margin = 12;
/** Each sweep brings parts closer to those that they are connected with. */
const sweeps = 12;

/**
 * The layer of each part: the longest way from a part without a cause. What a consumer stores flows back into tables;
 * these connections would move the tables behind it, so they decide nothing.
 */
const layersOf = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReadonlyMap<string, number> => {
  const kindOf = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const consumers = new Set(edges.filter(({ kind }) => kind === 'events').map(({ to }) => to));
  const forward = edges.filter(({ from, to }) => !(consumers.has(from) && kindOf.get(to) === 'table'));
  const layers = new Map(nodes.map(({ id }) => [id, 0]));
  // A longest way without a cycle has fewer steps than there are parts.
  for (let step = 0; step < nodes.length; step += 1) {
    let hasChanged = false;
    for (const { from, to } of forward) {
      const next = (layers.get(from) ?? 0) + 1;
      if (next <= (layers.get(to) ?? 0)) continue;
      layers.set(to, next);
      hasChanged = true;
    }
    if (!hasChanged) break;
  }
  return layers;
};

/** Functions with the same layer and connections are one group; every other part is a group of its own. */
const groupsOf = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): readonly Group[] => {
  const layers = layersOf(nodes, edges);
  const signature = ({ id, kind }: GraphNode): string => {
    if (kind !== 'function') return id;
    const connections = edges.flatMap((edge) => {
      if (edge.from === id) return [`> ${edge.to} ${edge.kind}`];
      return edge.to === id ? [`< ${edge.from}`] : [];
    });
    return [layers.get(id), ...connections.sort()].join('\n');
  };
  return [...Map.groupBy(nodes, signature).values()].map((members) => {
    const [{ id } = { id: '' }] = members;
    return { id, nodes: members, layer: layers.get(id) ?? 0 };
  });
};

const heightOf = ({ nodes: [first, ...others] }: Group): number =>
  first?.kind === 'function' ? (others.length + 1) * rowHeight + 2 * padding : partHeight;

const mean = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Middles as close to the wanted ones as the heights permit, in the order of the wanted ones. */
const stack = (
  layer: readonly Group[],
  wanted: ReadonlyMap<string, number>,
  total: number,
): ReadonlyMap<string, number> => {
  const order = layer.toSorted((one, other) => (wanted.get(one.id) ?? 0) - (wanted.get(other.id) ?? 0));
  const room = order.reduce((sum, group) => sum + heightOf(group) + rowGap, -rowGap);
  let free = margin;
  let left = room;
  const middles = new Map<string, number>();
  for (const group of order) {
    const height = heightOf(group);
    // The last place from which everything below still fits.
    const last = Math.max(free, margin + total - left);
    const top = Math.min(last, Math.max(free, (wanted.get(group.id) ?? 0) - height / 2));
    middles.set(group.id, top + height / 2);
    free = top + height + rowGap;
    left -= height + rowGap;
  }
  return middles;
};

const linkPath = (from: Box, to: Box): string => {
  const isForward = to.x > from.x;
  const x1 = isForward ? from.x + from.width : from.x;
  const x2 = isForward ? to.x : to.x + to.width;
  const y1 = from.y + from.height / 2;
  const y2 = to.y + to.height / 2;
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
};

/** Places the parts in layers from causes to effects, connected parts close to each other. */
export const layOut = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): MapLayout => {
  const groups = groupsOf(nodes, edges);
  const groupOf = new Map(groups.flatMap((group) => group.nodes.map(({ id }) => [id, group.id] as const)));
  const connections = [
    ...new Map(
      edges.map(({ from, to, kind }) => {
        const ends = { from: groupOf.get(from) ?? from, to: groupOf.get(to) ?? to, kind };
        return [`${ends.from} ${ends.to}`, ends] as const;
      }),
    ).values(),
  ];
  const neighbours = Map.groupBy(
    connections.flatMap(({ from, to }) => [
      { of: from, is: to },
      { of: to, is: from },
    ]),
    (pair) => pair.of,
  );
  const layers = [...Map.groupBy(groups, ({ layer }) => layer).entries()].sort(
    ([one], [other]) => one - other,
  );
  const total = Math.max(
    ...layers.map(([, layer]) => layer.reduce((sum, group) => sum + heightOf(group) + rowGap, -rowGap)),
  );

  let middles: ReadonlyMap<string, number> = new Map(
    layers.flatMap(([, layer]) => layer.map(({ id }, index) => [id, index * partHeight] as const)),
  );
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const wanted = new Map(
      groups.map(({ id }) => {
        const near = neighbours.get(id)?.map(({ is }) => middles.get(is) ?? 0) ?? [];
        return [id, mean(near) ?? total / 2] as const;
      }),
    );
    middles = new Map(layers.flatMap(([, layer]) => [...stack(layer, wanted, total)]));
  }

  let x = margin;
  const boxes: Box[] = [];
  for (const [, layer] of layers) {
    const isWide = layer.some(({ nodes: [first] }) => first?.kind === 'function');
    const width = isWide ? functionWidth : partWidth;
    for (const group of layer) {
      const height = heightOf(group);
      boxes.push({ ...group, x, y: (middles.get(group.id) ?? 0) - height / 2, width, height });
    }
    x += width + columnGap;
  }
  const boxOf = new Map(boxes.map((box) => [box.id, box]));
  return {
    width: x - columnGap + margin,
    height: total + 2 * margin,
    boxes,
    links: connections.flatMap(({ from, to, kind }) => {
      const [start, end] = [boxOf.get(from), boxOf.get(to)];
      return start && end ? [{ from, to, kind, path: linkPath(start, end) }] : [];
    }),
  };
};
