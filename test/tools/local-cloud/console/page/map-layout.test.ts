import { describe, expect, it } from 'vitest';
import { type Box, layOut } from '../../../../../tools/local-cloud/console/page/map-layout.ts';
import { systemGraph } from '../../../../../tools/local-cloud/console/system-graph.ts';
import { orderServiceDeployment } from '../../../../../tools/local-cloud/order-service-deployment.ts';

const { nodes, edges } = systemGraph(orderServiceDeployment());
const layout = layOut(nodes, edges);

const boxWith = (id: string): Box => {
  const box = layout.boxes.find((candidate) => candidate.nodes.some((node) => node.id === id));
  if (!box) throw new Error(`no box holds ${id}`);
  return box;
};

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('layOut', () => {
  it('places every part of the deployment in exactly one box, inside the drawing', () => {
    const placed = layout.boxes.flatMap((box) => box.nodes.map(({ id }) => id));
    expect(placed.toSorted()).toEqual(nodes.map(({ id }) => id).toSorted());
    for (const { x, y, width, height } of layout.boxes) {
      expect([x >= 0, y >= 0, x + width <= layout.width, y + height <= layout.height]).not.toContain(false);
    }
  });

  it('lets no box cover another', () => {
    const covered = layout.boxes.flatMap((one, index) =>
      layout.boxes
        .slice(index + 1)
        .flatMap((other) => (overlap(one, other) ? [`${one.id} ${other.id}`] : [])),
    );
    expect(covered).toEqual([]);
  });

  it('places the path of an event from left to right', () => {
    const path = [
      'api:api',
      'function:create-order',
      'table:order-service-local-events',
      'stream:eventsTable',
      'function:relay-events',
      `bus:${orderServiceDeployment().resources.eventBus}`,
      'rule:order-summary',
      'queue:order-summary',
      'function:summarize-orders',
    ].map((id) => boxWith(id).x);
    expect(path).toEqual(path.toSorted((one, other) => one - other));
    expect(new Set(path).size).toBe(path.length);
  });

  it('draws functions with the same connections as one box', () => {
    expect(boxWith('function:get-order')).toBe(boxWith('function:list-products'));
    expect(boxWith('function:get-order')).not.toBe(boxWith('function:create-order'));
  });
});
