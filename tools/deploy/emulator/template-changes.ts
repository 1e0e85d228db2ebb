import { serviceName } from '../../../lib/contract/service.ts';
import type { Issuer } from './issuer.ts';
import type { Template } from './reduced-template.ts';

/** The API takes tokens of the issuer. */
export const trustIssuer = (template: Template, issuer: Pick<Issuer, 'url'>): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => {
      if (resource.Type !== 'AWS::ApiGatewayV2::Authorizer') return [id, resource];
      const JwtConfiguration = { Audience: [serviceName], Issuer: issuer.url };
      return [id, { ...resource, Properties: { ...resource.Properties, JwtConfiguration } }];
    }),
  ),
});

/** The hook before the traffic of a version asks CodeDeploy under an address. */
export const askCodeDeployAt = (template: Template, url: string): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => {
      const { Type, Properties: { FunctionName, Environment: environment } = {} } = resource;
      const isHook = Type === 'AWS::Lambda::Function' && String(FunctionName).endsWith('-rehearse-version');
      if (!isHook) return [id, resource];
      const { Variables } = (environment ?? {}) as { readonly Variables?: object };
      const Environment = { Variables: { ...Variables, AWS_ENDPOINT_URL_CODEDEPLOY: url } };
      return [id, { ...resource, Properties: { ...resource.Properties, Environment } }];
    }),
  ),
});

/** An alarm that the emulator takes into the deployment and cannot make, after all functions were changed. */
export const plantFailure = (template: Template): Template => ({
  ...template,
  Resources: {
    ...template.Resources,
    Impossible: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        Threshold: 1,
        Metrics: [{ Id: 'e', Expression: '1 + 1' }],
      },
      DependsOn: Object.entries(template.Resources).flatMap(([id, { Type }]) =>
        Type === 'AWS::Lambda::Function' ? [id] : [],
      ),
    },
  },
});
