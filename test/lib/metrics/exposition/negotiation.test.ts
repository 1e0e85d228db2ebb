import { describe, expect, it } from 'vitest';
import { negotiateFormat } from '../../../../lib/metrics/exposition/negotiation.ts';

const prometheus2 =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
const prometheus3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1';
const withProtobuf =
  'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5';

describe('negotiateFormat', () => {
  it.each([
    ['Prometheus 2', prometheus2],
    ['Prometheus 3', prometheus3],
    ['Prometheus with native histograms', withProtobuf],
    ['OpenMetrics without a version', 'application/openmetrics-text'],
    ['a quoted version', 'application/openmetrics-text; version="1.0.0"'],
    ['any case', 'Application/OpenMetrics-Text;Version=1.0.0'],
    ['both as much', 'text/plain, application/openmetrics-text'],
    ['OpenMetrics more than anything', '*/*;q=0.5, application/openmetrics-text;version=1.0.0'],
    ['no text', 'text/plain;q=0, */*'],
  ])('gives OpenMetrics to %s', (_, accept) => {
    expect(negotiateFormat(accept)).toBe('openMetrics');
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['curl', '*/*'],
    ['a browser', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['text', 'text/plain'],
    ['any text', 'text/*'],
    ['text more than OpenMetrics', 'application/openmetrics-text;q=0.4,text/plain;q=0.5'],
    ['an older OpenMetrics only', 'application/openmetrics-text;version=0.0.1'],
    ['no OpenMetrics', 'application/openmetrics-text;q=0,*/*'],
    ['a weight that is none', 'application/openmetrics-text;q=much'],
    ['something else entirely', 'application/json'],
    ['nothing at all', '*/*;q=0'],
    ['a header of commas', ',;,=;q,'],
  ])('gives text 0.0.4 to %s', (_, accept) => {
    expect(negotiateFormat(accept)).toBe('text');
  });
});
