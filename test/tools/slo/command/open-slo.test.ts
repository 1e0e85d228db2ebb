import { describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { openSloDocuments, openSloFiles } from '../../../../tools/slo/command/open-slo.ts';
import { anObjective } from '../../../builders/an-objective.ts';
import { type OpenSloObject, openSloSchema, referencesOf } from '../../../harness/slo/open-slo-schema.ts';
import { yamlDocuments } from '../../../harness/slo/yaml-documents.ts';

const generated = Object.values(openSloFiles).flatMap((write) => yamlDocuments(write()));
const objects = generated.map((document) => openSloSchema.parse(document));

const key = ({ kind, name }: { readonly kind: string; readonly name: string }): string => `${kind} ${name}`;
const keyOf = ({ kind, metadata: { name } }: OpenSloObject): string => key({ kind, name });

describe('OpenSLO documents', () => {
  it('fit the specification, with every kind that it has', () => {
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(
      new Set([
        'Service',
        'DataSource',
        'AlertNotificationTarget',
        'SLI',
        'SLO',
        'AlertPolicy',
        'AlertCondition',
      ]),
    );
  });

  it('are read from YAML as they were made', () => {
    expect(generated).toEqual(openSloDocuments(Object.values(slos)));
  });

  it('have distinct names within their kind', () => {
    const keys = objects.map(keyOf);
    expect(keys.filter((one, index) => keys.indexOf(one) !== index)).toEqual([]);
  });

  it('refer only to existing documents', () => {
    const there = new Set(objects.map(keyOf));
    const missing = objects
      .flatMap(referencesOf)
      .map(key)
      .filter((one) => !there.has(one));
    expect(missing).toEqual([]);
  });

  it('refer to every document but the objectives', () => {
    const used = new Set(objects.flatMap(referencesOf).map(key));
    const unused = objects.filter((object) => object.kind !== 'SLO' && !used.has(keyOf(object)));
    expect(unused.map(keyOf)).toEqual([]);
  });

  it('count the events that the service judges', () => {
    const [, , , , indicator] = openSloDocuments([anObjective({ id: 'checkout' })]);
    expect(indicator).toMatchObject({
      kind: 'SLI',
      metadata: { name: 'checkout' },
      spec: {
        ratioMetric: {
          counter: true,
          bad: { metricSource: { spec: { query: 'sum(slo_events_total{slo="checkout",outcome="bad"})' } } },
          total: { metricSource: { spec: { query: 'sum(slo_events_total{slo="checkout"})' } } },
        },
      },
    });
  });

  it('have targets without the noise of floating point', () => {
    const targets = openSloDocuments([anObjective({ target: '99.99999' }), anObjective({ target: '99.7' })])
      .filter(({ kind }) => kind === 'SLO')
      .map(({ spec }) => spec['objectives']);
    expect(targets).toEqual([
      [expect.objectContaining({ target: 0.9999999 })],
      [expect.objectContaining({ target: 0.997 })],
    ]);
  });

  it('annotate short window, error ratio, guard and budget share of a pair', () => {
    const condition = openSloDocuments([anObjective()]).find(({ kind }) => kind === 'AlertCondition');
    expect(condition?.metadata['annotations']).toEqual({
      'order-service/short-window': '5m',
      'order-service/error-ratio-over': '0.0144',
      'order-service/min-bad-events': '5',
      'order-service/budget-share': '0.02',
    });
  });
});
