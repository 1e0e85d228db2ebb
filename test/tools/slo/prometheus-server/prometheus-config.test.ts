import { describe, expect, it } from 'vitest';
import { prometheusConfig } from '../../../../tools/slo/prometheus-server/prometheus-config.ts';

describe('prometheusConfig', () => {
  it('scrapes the metrics of a service with the token of a file', () => {
    const config = prometheusConfig({
      serviceUrl: 'https://orders.example:8443',
      tokenFile: '/run/token',
      ruleFiles: ['/etc/rules.yml'],
      scrapeSeconds: 15,
      evaluationSeconds: 30,
    });
    expect(config).toBe(`# Rewritten at every start.
global:
  scrape_interval: "15s"
  scrape_timeout: "10s"
  evaluation_interval: "30s"
rule_files:
  - /etc/rules.yml
scrape_configs:
  - job_name: order-service
    scheme: https
    metrics_path: /metrics
    authorization:
      type: Bearer
      credentials_file: /run/token
    static_configs:
      - targets:
          - orders.example:8443
        labels:
          stage: local
`);
  });
});
