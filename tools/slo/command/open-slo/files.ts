import { serviceName } from '../../../../lib/contract/service.ts';
import { slos } from '../../../../lib/contract/slos.ts';
import { yamlDocument } from '../../prometheus/yaml.ts';
import { openSloDocuments } from './documents.ts';

const openSlo = (): string => {
  const documents = openSloDocuments(Object.values(slos)).map((document) =>
    yamlDocument(`${document.kind} ${document.metadata.name}`, document),
  );
  return `# Written by \`npm run generate\` from lib/contract/slos.ts. Do not edit.\n${documents.join('---\n')}`;
};

/** The objectives in OpenSLO, by path from the project's root. */
export const openSloFiles: Readonly<Record<string, () => string>> = {
  [`monitoring/openslo/${serviceName}.yaml`]: openSlo,
};
