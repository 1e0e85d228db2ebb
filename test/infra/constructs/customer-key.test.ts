import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const encryptionKeyArn = 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const { stacks, ...templates } = synthesized({
  settings: { encryptionKeyArn, account: '111111111111', region: 'eu-central-1' },
});

const all = (type: string) =>
  Object.values(templates as Record<string, Template>).flatMap((template) => resourcesOf(template, type));

describe('a stage with a key of its own', () => {
  it.each([
    'AWS::DynamoDB::GlobalTable',
    'AWS::Events::EventBus',
    'AWS::Events::Archive',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
    'AWS::SQS::Queue',
    'AWS::SecretsManager::Secret',
  ])('encrypts every %s by it', (type) => {
    expect(all(type).length).toBeGreaterThan(0);
    for (const [id, { Properties }] of all(type)) {
      expect.soft(JSON.stringify(Properties), id).toContain(encryptionKeyArn);
    }
  });

  it('encrypts alarms by a key that CloudWatch may use', () => {
    const { monitoring } = templates;
    const [key] = resourcesOf(monitoring, 'AWS::KMS::Key');
    monitoring.allResourcesProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [key?.[0], 'Arn'] },
    });
    monitoring.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
          }),
        ]),
      },
    });
  });

  it('permits every function to use it, and nothing else', () => {
    const uses = all('AWS::IAM::Policy').map(([, { Properties }]) =>
      Properties.PolicyDocument.Statement.filter(({ Resource }: { Resource: unknown }) =>
        JSON.stringify(Resource).includes(encryptionKeyArn),
      ),
    );
    expect(uses).toHaveLength(all('AWS::Lambda::Function').length);
    for (const statements of uses) {
      const actions = statements.flatMap(({ Action }: { Action: unknown }) => Action);
      expect(new Set(actions)).toEqual(new Set(['kms:Decrypt', 'kms:GenerateDataKey']));
    }
  });
});

describe('a stage without a key', () => {
  it('names no key', () => {
    const { stacks: _stacks, ...plain } = synthesized();
    for (const template of Object.values(plain)) {
      expect(JSON.stringify(template.toJSON())).not.toContain(':kms:');
    }
  });
});
