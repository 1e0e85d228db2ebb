import { serviceName } from '../../../lib/contract/service.ts';
import type { Issuer } from './issuer.ts';
import type { Template, TemplateResource } from './reduced-template.ts';

/** The variable that `setLimit` changes. */
export const changedVariable = 'UNPAID_ORDERS_LIMIT';

type Properties = Record<string, unknown>;

const withResources = (
  template: Template,
  change: (resource: TemplateResource) => TemplateResource | undefined,
): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => [id, change(resource) ?? resource]),
  ),
});

/** The API takes tokens of the issuer. */
export const trustIssuer = (issuer: Pick<Issuer, 'url'>) => (template: Template) =>
  withResources(template, (resource) =>
    resource.Type === 'AWS::ApiGatewayV2::Authorizer'
      ? {
          ...resource,
          Properties: {
            ...resource.Properties,
            JwtConfiguration: { Audience: [serviceName], Issuer: issuer.url },
          },
        }
      : undefined,
  );

/** Gives the versions of functions other ids, as CDK does when a function has changed: a version is never updated. */
const withNewVersions = (template: Template, mark: string): Template =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Version')
    .reduce<Template>(
      (changed, [id]) =>
        JSON.parse(
          JSON.stringify(changed).replaceAll(`"${id}"`, `"${id.replace(/Limit\d+$/, '')}Limit${mark}"`),
        ),
      template,
    );

/** Functions of the stack have another limit of unpaid orders, in a new version. */
export const setLimit = (value: string) => (template: Template) =>
  withResources(withNewVersions(template, value), (resource) => {
    if (resource.Type !== 'AWS::Lambda::Function') return undefined;
    const environment = resource.Properties?.['Environment'] as
      | { readonly Variables?: Properties }
      | undefined;
    const Environment = { Variables: { ...environment?.Variables, [changedVariable]: value } };
    return { ...resource, Properties: { ...resource.Properties, Environment } };
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

/** The template without the planted alarm. */
export const removeFailure = (template: Template): Template => {
  const { Impossible: _planted, ...Resources } = template.Resources;
  return { ...template, Resources };
};
