import { orderService } from '../../order-service-declaration.ts';
import { yamlDocument } from '../../prometheus/yaml.ts';
import { openSloDocuments } from './documents.ts';

const openSlo = (): string => {
  const documents = openSloDocuments(Object.values(orderService.objectives)).map((document) =>
    yamlDocument(`${document.kind} ${document.metadata.name}`, document),
  );
  return `# Written by \`npm run generate\` from ${orderService.declaredIn}. Do not edit.\n${documents.join('---\n')}`;
};

/** The objectives in OpenSLO, by path from the project's root. */
export const openSloFiles: Readonly<Record<string, () => string>> = {
  [`monitoring/openslo/${orderService.name}.yaml`]: openSlo,
};
