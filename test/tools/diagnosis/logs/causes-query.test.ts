import { expect, it } from 'vitest';
import { causesQuery } from '../../../../tools/diagnosis/logs/causes-query.ts';
import { runbooks } from '../../../harness/infra/runbook-text.ts';

it('The function causes of the runbooks asks what `npm run causes` asks', () => {
  expect(runbooks.get('README.md')?.text).toContain(`ask '${causesQuery}'`);
});
