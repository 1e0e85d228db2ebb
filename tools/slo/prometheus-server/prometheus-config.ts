import { orderService } from '../order-service-declaration.ts';
import { durationText } from '../prometheus/rules/timing.ts';
import { yamlDocument } from '../prometheus/yaml.ts';

export interface ScrapeSettings {
  /** Base address of the service. */
  readonly serviceUrl: string;
  /** File with the bearer token; read again for each scrape. */
  readonly tokenFile: string;
  /** Rule files; may have wildcards. */
  readonly ruleFiles: readonly string[];
  readonly scrapeSeconds: number;
  readonly evaluationSeconds: number;
}

/** The stage of a service on this machine. A stage is a label of the target, never of a metric. */
const localStage = 'local';

/** Prometheus' configuration: scrape one service, evaluate its rules. */
export const prometheusConfig = (settings: ScrapeSettings): string => {
  const { protocol, host } = new URL(settings.serviceUrl);
  return yamlDocument('Rewritten at every start.', {
    global: {
      scrape_interval: durationText(settings.scrapeSeconds),
      scrape_timeout: durationText(Math.min(settings.scrapeSeconds, 10)),
      evaluation_interval: durationText(settings.evaluationSeconds),
    },
    rule_files: settings.ruleFiles,
    scrape_configs: [
      {
        job_name: orderService.name,
        scheme: protocol.replace(':', ''),
        metrics_path: orderService.metrics.path,
        authorization: { type: 'Bearer', credentials_file: settings.tokenFile },
        static_configs: [{ targets: [host], labels: { stage: localStage } }],
      },
    ],
  });
};
