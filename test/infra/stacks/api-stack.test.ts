import { describe, expect, it } from 'vitest';
import { dev } from '../../../infra/stages/dev.ts';
import type { StageSettingsInput } from '../../../infra/stages/stage-settings.ts';
import { corsPolicy } from '../../../lib/contract/cors.ts';
import { defaultRoute, defaultRouteId } from '../../../lib/contract/default-route.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';
import { aliasOf, functionIn, resourcesOf, textOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { api } = synthesized();
const functions = resourcesOf(api, 'AWS::Lambda::Function');
const apiRoutes = resourcesOf(api, 'AWS::ApiGatewayV2::Route');

const apiRouteOf = (routeKey: string) =>
  apiRoutes.find(([, { Properties }]) => Properties.RouteKey === routeKey)?.[1].Properties;

/** The logical id of the alias that an API route's integration invokes. */
const targetOf = (routeKey: string) => {
  const [, [, { Ref: integrationId }]] = apiRouteOf(routeKey).Target['Fn::Join'];
  const integrations = Object.fromEntries(resourcesOf(api, 'AWS::ApiGatewayV2::Integration'));
  return integrations[integrationId]?.Properties.IntegrationUri.Ref;
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

  it('checks tokens of the issuer and the audiences of the stage', () => {
    expect(theOnly(api, 'AWS::ApiGatewayV2::Authorizer')[1].Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: ['order-service'], Issuer: 'https://issuer.example.com' },
    });
  });

  it('has its URL as an output', () => {
    expect(JSON.stringify(api.findOutputs('ApiUrl'))).toContain(theOnly(api, 'AWS::ApiGatewayV2::Api')[0]);
  });
});

describe('pages of other origins', () => {
  const corsOf = (template: typeof api) =>
    theOnly(template, 'AWS::ApiGatewayV2::Api')[1].Properties.CorsConfiguration;

  it('may call the API from the origins of the stage, and read the headers of the contract', () => {
    expect(corsOf(api)).toEqual({
      AllowOrigins: ['http://localhost:5173', 'http://localhost:3000'],
      AllowMethods: ['GET', 'POST', 'PUT'],
      AllowHeaders: [...corsPolicy.requestHeaders],
      ExposeHeaders: [...corsPolicy.exposedHeaders],
      MaxAge: 600,
    });
  });

  it('may not call that of a protected stage, unless its settings name them', () => {
    expect(corsOf(synthesized({ stage: 'prod' }).api)).toBeUndefined();
  });
});

describe('the default route', () => {
  it('invokes its own function without a token', () => {
    const [logicalId, { Properties }] = functionIn(api, `order-service-dev-${defaultRouteId}`);
    expect(targetOf('$default')).toBe(aliasOf(api, logicalId));
    expect(apiRouteOf('$default')).toMatchObject({ AuthorizationType: 'NONE' });
    expect(Properties).toMatchObject({
      MemorySize: defaultRoute.memoryMb,
      Timeout: defaultRoute.timeoutSeconds,
    });
  });
});

describe('API stage', () => {
  const { Properties, DependsOn } = theOnly(api, 'AWS::ApiGatewayV2::Stage')[1];

  it('throttles every route, public routes and the default route more than the others', () => {
    expect(Properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 500, ThrottlingRateLimit: 500 });
    expect(Properties.RouteSettings).toEqual({
      $default: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
      'GET /api/v1/products': { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
      'GET /api/v1/products/{sku}': { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
      'GET /docs': { ThrottlingBurstLimit: 40, ThrottlingRateLimit: 20 },
      'GET /health/live': { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
      'GET /health/ready': { ThrottlingBurstLimit: 40, ThrottlingRateLimit: 20 },
      'GET /openapi.json': { ThrottlingBurstLimit: 40, ThrottlingRateLimit: 20 },
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
    expect(variables).toHaveLength(Object.keys(format).length);
    expect(variables.filter((name) => /identity|userAgent|header|claims/i.test(name))).toEqual([]);
  });

  it('logs the status of the function apart from that of Lambda', () => {
    expect(JSON.parse(Properties.AccessLogSettings.Format)).toMatchObject({
      functionStatus: '$context.integration.status',
      lambdaStatus: '$context.integration.integrationStatus',
    });
  });
});

describe.each(routeEntries)('route %s', (routeId, route) => {
  const [logicalId, { Properties: properties }] = functionIn(api, `order-service-dev-${routeId}`);
  const liveId = aliasOf(api, logicalId);
  const routeKey = `${route.method} ${route.path}`;

  it('invokes its own function with payload 2.0', () => {
    expect(targetOf(routeKey)).toBe(liveId);
    api.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationUri: { Ref: liveId },
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

  it('ends before the timeout of the API', () => {
    expect(properties.Timeout).toBeLessThan(30);
  });

  it('takes concurrency from the account and is not traced', () => {
    expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(properties).not.toHaveProperty('TracingConfig');
  });

  it('may be invoked by the API for its own path only', () => {
    const permissions = resourcesOf(api, 'AWS::Lambda::Permission')
      .map(([, { Properties }]) => Properties)
      .filter(({ FunctionName }) => textOf(FunctionName, api) === liveId);
    expect(permissions).toHaveLength(1);
    expect(permissions[0].Principal).toBe('apigateway.amazonaws.com');
    expect(permissions[0].SourceArn['Fn::Join'][1].at(-1)).toBe(`/*/*${route.path}`);
  });
});

describe('an API whose tokens have another form', () => {
  const apiWith = (tokens: Partial<StageSettingsInput['tokens']>) =>
    synthesized({ settings: { tokens: { ...dev.tokens, ...tokens } } }).api;
  const scopesWith = (tokens: Partial<StageSettingsInput['tokens']>) =>
    resourcesOf(apiWith(tokens), 'AWS::ApiGatewayV2::Route').flatMap(
      ([, { Properties }]) => Properties.AuthorizationScopes ?? [],
    );
  const variablesWith = (tokens: Partial<StageSettingsInput['tokens']>) =>
    functionIn(apiWith(tokens), 'order-service-dev-get-order')[1].Properties.Environment.Variables;

  it('asks for scopes with the prefix of the deployment', () => {
    const tokens = { scopePrefix: 'https://orders.example/' };
    expect(new Set(scopesWith(tokens))).toEqual(
      new Set(routeEntries.flatMap(([, { scope }]) => (scope ? [`https://orders.example/${scope}`] : []))),
    );
    expect(variablesWith(tokens)).toMatchObject({ TOKEN_SCOPE_PREFIX: 'https://orders.example/' });
  });

  it('leaves scopes to the functions when they are in claims that API Gateway does not read', () => {
    const tokens = { scopeClaims: 'permissions' };
    expect(scopesWith(tokens)).toEqual([]);
    expect(variablesWith(tokens)).toMatchObject({ TOKEN_SCOPE_CLAIMS: 'permissions' });
    const authorized = resourcesOf(apiWith(tokens), 'AWS::ApiGatewayV2::Route').filter(
      ([, { Properties }]) => Properties.AuthorizationType === 'JWT',
    );
    expect(authorized).toHaveLength(routeEntries.filter(([, { scope }]) => scope !== null).length);
  });

  it('is not built with a setting that no token can meet', () => {
    expect(() => apiWith({ scopePrefix: 'orders api/' })).toThrow(/tokens.scopePrefix: must be/);
  });
});

describe('an API with a public name', () => {
  const domain = {
    name: 'orders.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:111111111111:certificate/abc',
  };
  const named = synthesized({ settings: { domain } }).api;

  it('is reached under that name only', () => {
    named.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: domain.name });
    expect(theOnly(named, 'AWS::ApiGatewayV2::Api')[1].Properties.DisableExecuteApiEndpoint).toBe(true);
    expect(theOnly(named, 'AWS::ApiGatewayV2::ApiMapping')[1].Properties.ApiId).toEqual({
      Ref: theOnly(named, 'AWS::ApiGatewayV2::Api')[0],
    });
  });

  it('has its address and the target of the DNS record as outputs', () => {
    named.hasOutput('ApiUrl', { Value: 'https://orders.example.com/' });
    expect(named.findOutputs('DomainTarget')).not.toEqual({});
  });
});
