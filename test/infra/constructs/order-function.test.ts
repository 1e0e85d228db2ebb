import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { OrderFunction, type OrderFunctionProps } from '../../../infra/constructs/order-function.ts';
import { stageFor } from '../../../infra/stage.ts';
import { dev } from '../../../infra/stages/dev.ts';
import { theOnly } from '../../harness/infra/cloudformation.ts';
import { anApp, inlineCode, templatesOf } from '../../harness/infra/synthesized.ts';

const template = (props: (stack: Stack) => Partial<OrderFunctionProps>) => {
  const app = anApp();
  const [result] = templatesOf(app, () => {
    const stack = new Stack(app, 'stack');
    new OrderFunction(stack, 'subject', {
      stage: stageFor('dev'),
      functionName: 'subject',
      code: inlineCode(),
      statements: [],
      ...props(stack),
    });
    return [stack];
  });
  if (result === undefined) throw new Error('no template');
  return result;
};

const functionWith = (props: Partial<OrderFunctionProps>) =>
  theOnly(
    template(() => props),
    'AWS::Lambda::Function',
  )[1].Properties;

describe('OrderFunction', () => {
  describe('when the caller gives environment variables', () => {
    it('adds them to its own', () => {
      expect(functionWith({ environment: { COLOUR: 'green' } }).Environment.Variables).toEqual({
        LOG_LEVEL: 'INFO',
        COLOUR: 'green',
      });
    });

    it('prefers them to its own', () => {
      expect(functionWith({ environment: { LOG_LEVEL: 'WARN' } }).Environment.Variables).toEqual({
        LOG_LEVEL: 'WARN',
      });
    });
  });

  describe('when the caller gives other props', () => {
    it('prefers them to its defaults', () => {
      expect(functionWith({ timeout: Duration.seconds(7), handler: 'main.run' })).toMatchObject({
        Timeout: 7,
        Handler: 'main.run',
        Runtime: 'nodejs24.x',
      });
    });

    it('uses the caller’s role and log group instead of making its own', () => {
      const made = template((stack) => ({
        role: new Role(stack, 'given-role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
        logGroup: new LogGroup(stack, 'given-logs'),
      }));
      const { Role: role, LoggingConfig } = theOnly(made, 'AWS::Lambda::Function')[1].Properties;
      expect(role['Fn::GetAtt'][0]).toBe(theOnly(made, 'AWS::IAM::Role')[0]);
      expect(LoggingConfig.LogGroup.Ref).toBe(theOnly(made, 'AWS::Logs::LogGroup')[0]);
    });
  });

  it('tells functions that X-Ray traces them, in a stage with tracing', () => {
    const { Environment, TracingConfig } = functionWith({
      stage: stageFor('dev', { ...dev, tracing: true }),
    });
    expect(Environment.Variables.TRACING).toBe('on');
    expect(TracingConfig).toEqual({ Mode: 'Active' });
  });

  it.each(['DEBUG', 'INFO'] as const)('sets the log level %s of the logger and of Lambda', (logLevel) => {
    const { Environment, LoggingConfig } = functionWith({ stage: stageFor('dev', { ...dev, logLevel }) });
    expect(Environment.Variables.LOG_LEVEL).toBe(logLevel);
    expect(LoggingConfig).toMatchObject({ LogFormat: 'JSON', ApplicationLogLevel: logLevel });
  });

  it('drops the lines that Lambda writes about each invocation', () => {
    expect(functionWith({}).LoggingConfig.SystemLogLevel).toBe('WARN');
  });

  it('is traced when the stage asks for it', () => {
    const traced = functionWith({ stage: stageFor('dev', { ...dev, tracing: true }) });
    expect(traced.TracingConfig).toEqual({ Mode: 'Active' });
    expect(functionWith({})).not.toHaveProperty('TracingConfig');
  });

  it('runs on the processor of the stage', () => {
    const x64 = functionWith({ stage: stageFor('dev', { ...dev, architecture: 'x86_64' }) });
    expect(x64.Architectures).toEqual(['x86_64']);
    expect(functionWith({}).Architectures).toEqual(['arm64']);
  });

  it('takes signed packages only when the stage has a configuration of code signing', () => {
    const arn = 'arn:aws:lambda:eu-central-1:111111111111:code-signing-config:csc-0123456789abcdef0';
    const signed = functionWith({ stage: stageFor('dev', { ...dev, codeSigningConfigArn: arn }) });
    expect(signed.CodeSigningConfigArn).toBe(arn);
    expect(functionWith({})).not.toHaveProperty('CodeSigningConfigArn');
  });

  it('waits for its permissions, and not for its role, to which it refers', () => {
    const made = template(() => ({
      statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: ['arn:of:a:bus'] })],
    }));
    expect(theOnly(made, 'AWS::Lambda::Function')[1].DependsOn).toEqual([
      theOnly(made, 'AWS::IAM::Policy')[0],
    ]);
  });

  it('has its own log group with a retention period', () => {
    const made = template(() => ({}));
    const { Properties } = theOnly(made, 'AWS::Logs::LogGroup')[1];
    expect(Properties).toMatchObject({ LogGroupName: '/aws/lambda/subject', RetentionInDays: 7 });
  });

  it('has the permissions of its statements', () => {
    const statement = new PolicyStatement({ actions: ['events:PutEvents'], resources: ['arn:of:a:bus'] });
    const made = template(() => ({ statements: [statement] }));
    expect(theOnly(made, 'AWS::IAM::Policy')[1].Properties.PolicyDocument.Statement).toContainEqual({
      Effect: 'Allow',
      Action: 'events:PutEvents',
      Resource: 'arn:of:a:bus',
    });
  });
});
