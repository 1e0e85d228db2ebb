import { rmSync } from 'node:fs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { acknowledgements } from '../../../infra/nag/acknowledgements.ts';
import { addService } from '../../../infra/service.ts';
import { type Stage, stageFor } from '../../../infra/stage.ts';
import { prod } from '../../../infra/stages/prod.ts';
import { anApp, inlineCode } from '../../harness/infra/synthesized.ts';

/** All that AWS's rules find in the service, acknowledged or not. */
const findings = (stage: Stage): string[] => {
  const app = anApp();
  addService(app, inlineCode, stage);
  // References between stacks have their names only then.
  app.synth();
  rmSync(app.outdir, { recursive: true });
  return [new AwsSolutionsChecks(), new ServerlessChecks()]
    .flatMap((rules) => rules.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
};

const settings = {
  ...prod,
  tracing: true,
  alarms: { ...prod.alarms, page: ['https://pages.example.com/orders'] },
};

describe.each([
  ['dev', stageFor('dev')],
  ['prod', stageFor('prod')],
  ['prod with tracing and a web hook', stageFor('prod', settings)],
])('acknowledgements of stage %s', (_, stage) => {
  const acknowledged = acknowledgements(stage);

  it('are exactly the findings of AWS’s rules', () => {
    expect(acknowledged.map(({ rule, path }) => `${rule} at ${path}`).sort()).toEqual(findings(stage).sort());
  });

  it('give a reason in a sentence', () => {
    for (const { reason } of acknowledged) expect(reason).toMatch(/^[A-Z].*\s.*\.$/);
  });
});
