import { orderService } from '../../order-service-declaration.ts';
import { type YamlValue, yamlDocument } from '../yaml.ts';

/** A file of unit tests for `promtool test rules`. */
export const testFile = (
  rulesFile: string,
  evaluationInterval: string,
  tests: readonly YamlValue[],
): string =>
  yamlDocument(`Written by \`npm run generate\` from ${orderService.declaredIn}. Do not edit.`, {
    rule_files: [rulesFile],
    evaluation_interval: evaluationInterval,
    tests,
  });
