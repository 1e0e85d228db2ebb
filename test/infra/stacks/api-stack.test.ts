import { describe, expect, it } from 'vitest';
import { defaultRoute, defaultRouteId } from '../../../lib/contract/default-route.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';
import { functionIn, resourcesOf, textOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { api } = synthesized();
const functions = resourcesOf(api, 'AWS::Lambda::Function');
const apiRoutes = resourcesOf(api, 'AWS::ApiGatewayV2::Route');

const apiRouteOf = (routeKey: string) =>
  apiRoutes.find(([, { Properties }]) => Properties.RouteKey === routeKey)?.[1].Properties;

/** The logical id that an API route's integration invokes. */
const targetOf = (routeKey: string) => {
  const [, [, { Ref: integrationId }]] = apiRouteOf(routeKey).Target['Fn::Join'];
  const integrations = Object.fromEntries(resourcesOf(api, 'AWS::ApiGatewayV2::Integration'));
  return integrations[integrationId]?.Properties.IntegrationUri['Fn::GetAtt'][0];
};

describe('API', () => {
  it('has the routes of the contract, the default route and no other', () => {
    expect(apiRoutes.map(([, { Properties }]) => Properties.RouteKey).sort()).toEqual(
      ['$default', ...routeEntries.map(([, { method, path }]) => `${method} ${path}`)].sort(),
    );
  });

  it('has one function per route, and one for the default route', () => {
    expect(functions).toHaveLength(routeEntries.length + 1);
  });

  it('checks tokens of the issuer and the audience that the deployment is told', () => {
    expect(theOnly(api, 'AWS::ApiGatewayV2::Authorizer')[1].Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: { Ref: 'JwtAudience' }, Issuer: { Ref: 'JwtIssuer' } },
    });
  });

  it.each(['JwtIssuer', 'JwtAudience'])('does not deploy without %s', (parameter) => {
    const { Default, AllowedPattern } = api.findParameters(parameter)[parameter] ?? {};
    expect(Default).toBeUndefined();
    expect(new RegExp(`^(?:${AllowedPattern})$`).test('')).toBe(false);
  });

  it('tells its URL', () => {
    expect(JSON.stringify(api.findOutputs('ApiUrl'))).toContain(theOnly(api, 'AWS::ApiGatewayV2::Api')[0]);
  });
});

describe('the default route', () => {
  it('invokes its own function without a token', () => {
    const [logicalId, { Properties }] = functionIn(api, `order-service-dev-${defaultRouteId}`);
    expect(targetOf('$default')).toBe(logicalId);
    expect(apiRouteOf('$default')).toMatchObject({ AuthorizationType: 'NONE' });
    expect(Properties).toMatchObject({
      MemorySize: defaultRoute.memoryMb,
      Timeout: defaultRoute.timeoutSeconds,
    });
  });
});

describe('API stage', () => {
  const { Properties, DependsOn } = theOnly(api, 'AWS::ApiGatewayV2::Stage')[1];

  it('throttles every route, the default route more than the others', () => {
    expect(Properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 1000, ThrottlingRateLimit: 500 });
    expect(Properties.RouteSettings).toEqual({
      $default: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
      'POST /webhooks/stripe': { ThrottlingBurstLimit: 200, ThrottlingRateLimit: 100 },
    });
  });

  it('is deployed after the routes that it has settings for', () => {
    expect(DependsOn).toEqual(expect.arrayContaining(apiRoutes.map(([id]) => id)));
  });

  it('logs each request as one JSON object that holds nothing about the caller', () => {
    const format: Record<string, string> = JSON.parse(Properties.AccessLogSettings.Format);
    expect(Object.values(format)).toEqual(
      expect.arrayContaining(['$context.requestId', '$context.routeKey']),
    );
    const variables = Object.values(format).filter((value) => value.startsWith('$context.'));
    expect(variables).toHaveLength(Object.keys(format).length - 1);
    expect(variables.filter((name) => /identity|userAgent|header|claims/i.test(name))).toEqual([]);
  });

  it('names the settings by which scopes are found, for requests that are refused with 403', () => {
    expect(JSON.parse(Properties.AccessLogSettings.Format).tokenSettings).toBe(
      'TOKEN_SCOPE_CLAIMS=scp,scope TOKEN_SCOPE_PREFIX=',
    );
  });

  it('logs what a function answered apart from what Lambda answered for it', () => {
    expect(JSON.parse(Properties.AccessLogSettings.Format)).toMatchObject({
      functionStatus: '$context.integration.status',
      lambdaStatus: '$context.integration.integrationStatus',
    });
  });
});

describe.each(routeEntries)('route %s', (routeId, route) => {
  const [logicalId, { Properties: properties }] = functionIn(api, `order-service-dev-${routeId}`);
  const routeKey = `${route.method} ${route.path}`;

  it('invokes its own function with payload 2.0', () => {
    expect(targetOf(routeKey)).toBe(logicalId);
    api.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationUri: { 'Fn::GetAtt': [logicalId, 'Arn'] },
      PayloadFormatVersion: '2.0',
    });
  });

  it(route.scope === null ? 'is public' : `asks for the scope ${route.scope}`, () => {
    const { AuthorizationType, AuthorizationScopes, AuthorizerId } = apiRouteOf(routeKey);
    expect({ AuthorizationType, AuthorizationScopes, AuthorizerId }).toEqual(
      route.scope === null
        ? { AuthorizationType: 'NONE' }
        : {
            AuthorizationType: 'JWT',
            AuthorizationScopes: [route.scope],
            AuthorizerId: { Ref: theOnly(api, 'AWS::ApiGatewayV2::Authorizer')[0] },
          },
    );
  });

  it('runs on Node 24 on arm64 with the contract’s memory and timeout', () => {
    expect(properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      MemorySize: route.memoryMb,
      Timeout: route.timeoutSeconds,
    });
  });

  it('ends before the API gives up on it', () => {
    expect(properties.Timeout).toBeLessThan(30);
  });

  it('takes concurrency from the account and is not traced', () => {
    expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(properties).not.toHaveProperty('TracingConfig');
  });

  it('may be invoked by the API for its own path only', () => {
    const permissions = resourcesOf(api, 'AWS::Lambda::Permission')
      .map(([, { Properties }]) => Properties)
      .filter(({ FunctionName }) => textOf(FunctionName, api) === `${logicalId}.Arn`);
    expect(permissions).toHaveLength(1);
    expect(permissions[0].Principal).toBe('apigateway.amazonaws.com');
    expect(permissions[0].SourceArn['Fn::Join'][1].at(-1)).toBe(`/*/*${route.path}`);
  });
});

describe('API whose tokens are in another form', () => {
  const scopesWith = (context: Record<string, string>) =>
    resourcesOf(synthesized(context).api, 'AWS::ApiGatewayV2::Route').flatMap(
      ([, { Properties }]) => Properties.AuthorizationScopes ?? [],
    );
  const variablesWith = (context: Record<string, string>) =>
    functionIn(synthesized(context).api, 'order-service-dev-get-order')[1].Properties.Environment.Variables;

  it('asks for scopes with the prefix of the deployment', () => {
    const context = { tokenScopePrefix: 'https://orders.example/' };
    expect(new Set(scopesWith(context))).toEqual(
      new Set(routeEntries.flatMap(([, { scope }]) => (scope ? [`https://orders.example/${scope}`] : []))),
    );
    expect(variablesWith(context)).toMatchObject({ TOKEN_SCOPE_PREFIX: 'https://orders.example/' });
  });

  it('leaves scopes to the functions when they are in claims that API Gateway does not read', () => {
    const context = { tokenScopeClaims: 'permissions' };
    expect(scopesWith(context)).toEqual([]);
    expect(variablesWith(context)).toMatchObject({ TOKEN_SCOPE_CLAIMS: 'permissions' });
    const authorized = resourcesOf(synthesized(context).api, 'AWS::ApiGatewayV2::Route').filter(
      ([, { Properties }]) => Properties.AuthorizationType === 'JWT',
    );
    expect(authorized).toHaveLength(routeEntries.filter(([, { scope }]) => scope !== null).length);
  });

  it('is not built with a setting that no token can meet', () => {
    expect(() => synthesized({ tokenScopePrefix: 'orders api/' })).toThrow(/^TOKEN_SCOPE_PREFIX must be/);
  });
});
