import { describe, expect, it } from 'vitest';
import { compareTemplates, type Resources } from '../../../tools/synth/compare-templates.ts';

const queue = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } };

const compare = (before: Resources, after: Resources) => compareTemplates({ api: before }, { api: after });

describe('compareTemplates', () => {
  it('names resources that are new, gone, or of another type', () => {
    const topic = { Type: 'AWS::SNS::Topic' };
    expect(compare({ Gone: queue, Other: queue }, { New: queue, Other: topic })).toEqual([
      '### api',
      '',
      '- **removed** AWS::SQS::Queue `Gone`',
      '- added AWS::SQS::Queue `New`',
      '- **replaced** AWS::SQS::Queue `Other` by AWS::SNS::Topic',
      '',
    ]);
  });

  it('names the members in which a resource differs', () => {
    const after = { ...queue, DeletionPolicy: 'Retain', Properties: { VisibilityTimeout: 60 } };
    expect(compare({ Queue: queue }, { Queue: after })).toContain(
      '- changed AWS::SQS::Queue `Queue`: DeletionPolicy, Properties.VisibilityTimeout',
    );
  });

  it('names a stack that is new or gone', () => {
    const lines = compareTemplates({ old: { Queue: queue } }, { new: { Queue: queue } });
    expect(lines).toContain('### old');
    expect(lines).toContain('### new');
  });

  it('ignores metadata', () => {
    expect(compare({ Queue: queue }, { Queue: { ...queue, Metadata: { 'aws:cdk:path': 'x' } } })).toEqual([
      'No resource differs.',
    ]);
  });
});
