import { expect, it } from 'vitest';
import { causesQuery } from '../../../../tools/diagnosis/logs/causes-query.ts';
import { runbooks } from '../../../harness/infra/runbook-text.ts';

it('The function causes of the runbooks sends the query of `npm run causes`', () => {
  expect(runbooks.get('README.md')?.text).toContain(`ask '${causesQuery}'`);
});
