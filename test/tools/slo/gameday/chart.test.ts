import { describe, expect, it } from 'vitest';
import { chartSvg } from '../../../../tools/slo/gameday/chart.ts';

const alert = 'availability-page';
const panel = {
  title: 'A & B',
  threshold: 14.4,
  long: [
    { at: 49, value: 0 },
    { at: 50, value: 500 },
    { at: 60, value: 0 },
    { at: 61, value: 0 },
  ],
  short: [{ at: 25, value: 1_000 }],
  predicted: [{ alert, firesAt: 20, clearsAt: 40 }],
  observed: [{ alert, firesAt: 21 }],
};
const svg = chartSvg({
  seconds: 100,
  incidents: [{ title: 'outage <1>', beganAt: 20, endedAt: 30 }],
  panels: [panel, { ...panel, long: [], short: [], predicted: [], observed: [] }],
});

describe('chartSvg', () => {
  it('has a text alternative', () => {
    expect(svg).toMatch(/<title>[^<]{20,}<\/title>/);
  });

  it('draws each burn rate and threshold, and nothing where no burn rate is known', () => {
    const lines = [...svg.matchAll(/<polyline.*?points="(.*?)"/g)].map(
      ([, points = '']) => points.split(' ').length,
    );
    expect(lines).toEqual([2, 2, 1]);
    expect(svg.match(/page at 14\.4/g)).toHaveLength(2);
  });

  it('marks starts and ends, predicted ones hollow and observed ones filled', () => {
    const inLegend = 2;
    expect(svg.match(/fill="white"\/>/g)).toHaveLength(1 + inLegend + 2);
    expect(svg.match(/fill="#c0392b"\/>/g)).toHaveLength(inLegend + 1);
  });

  it('writes text so that XML can be read', () => {
    expect(svg).toContain('A &amp; B');
    expect(svg).toContain('outage &lt;1&gt;');
  });

  it('keeps everything within its picture', () => {
    const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    const coordinates = [...svg.matchAll(/(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)/g)];
    expect(coordinates.length).toBeGreaterThan(10);
    for (const [, x, y] of coordinates) {
      expect(Number(x)).toBeLessThanOrEqual(Number(width));
      expect(Number(y)).toBeLessThanOrEqual(Number(height));
    }
  });
});
