import { type YamlValue, yamlDocument } from '../yaml.ts';

/** A file of unit tests for `promtool test rules`. */
export const testFile = (
  rulesFile: string,
  evaluationInterval: string,
  tests: readonly YamlValue[],
): string =>
  yamlDocument(
    'Written by `npm run generate` from lib/contract/slos.ts and lib/slo/scenarios.ts. Do not edit.',
    {
      rule_files: [rulesFile],
      evaluation_interval: evaluationInterval,
      tests,
    },
  );
