import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { acknowledgements } from '../../../infra/nag/acknowledgements.ts';
import { addService } from '../../../infra/service.ts';
import { stageFor } from '../../../infra/stage.ts';
import { anApp, inlineCode } from '../../harness/infra/synthesized.ts';

/** All that AWS's rules find in the service, acknowledged or not. */
const findings = (stage: string): string[] => {
  const app = anApp({ stage });
  addService(app, inlineCode);
  return [new AwsSolutionsChecks(), new ServerlessChecks()]
    .flatMap((rules) => rules.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
};

describe.each(['dev', 'prod'])('acknowledgements of stage %s', (name) => {
  const acknowledged = acknowledgements(stageFor(name));

  it('are exactly what AWS’s rules find: none is missing, none is out of date', () => {
    expect(acknowledged.map(({ rule, path }) => `${rule} at ${path}`).sort()).toEqual(findings(name).sort());
  });

  it('give a reason in a sentence', () => {
    for (const { reason } of acknowledged) expect(reason).toMatch(/^[A-Z].*\s.*\.$/);
  });
});
