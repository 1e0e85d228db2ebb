import { describe, expect, it } from 'vitest';
import { defaultRouteId } from '../../../lib/contract/default-route.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';
import { functionsOf } from '../../../tools/local-cloud/deployment.ts';
import { orderServiceDeployment } from '../../../tools/local-cloud/order-service-deployment.ts';
import { authorizerName, samTemplate } from '../../../tools/sam/template.ts';

const { Globals, Resources } = samTemplate({
  functions: functionsOf(orderServiceDeployment()),
  environment: { PLACE: 'here' },
  authorizerEnvironment: { LOCAL_ISSUER: 'https://issuer.example' },
  architecture: 'x86_64',
});

// biome-ignore lint/suspicious/noExplicitAny: resources are untyped by nature
const functions: Record<string, any>[] = Object.values(Resources as Record<string, any>)
  .filter(({ Type }) => Type === 'AWS::Serverless::Function')
  .map(({ Properties }) => Properties);

const functionNamed = (name: string) => functions.find(({ FunctionName }) => FunctionName === name);

describe('samTemplate', () => {
  it('has the functions of the contract and the local authorizer', () => {
    const names = functions.map(({ FunctionName }) => FunctionName);
    expect(names.sort()).toEqual([...functionIds, authorizerName].sort());
  });

  it('starts every function at the file that hands on the claims of the authorizer', () => {
    expect(Globals.Function.Handler).toBe('local.handler');
    const others = functions.filter(({ Handler }) => Handler !== undefined);
    expect(others.map(({ FunctionName }) => FunctionName)).toEqual([authorizerName]);
  });

  it.each(routeEntries)('gives %s its route, memory, timeout and authorizer', (id, route) => {
    const { Auth, ...request } = functionNamed(id)?.['Events'].Requests.Properties ?? {};
    expect(request).toEqual({ ApiId: { Ref: 'Api' }, Method: route.method, Path: route.path });
    expect(Auth).toEqual(route.scope === null ? undefined : { Authorizer: 'Tokens' });
    expect(functionNamed(id)).toMatchObject({
      CodeUri: `functions/${id}`,
      MemorySize: route.memoryMb,
      Timeout: route.timeoutSeconds,
      Environment: { Variables: { PLACE: 'here' } },
    });
  });

  it('gives the default route all other requests', () => {
    expect(functionNamed(defaultRouteId)?.['Events'].Requests.Properties).toEqual({ ApiId: { Ref: 'Api' } });
  });

  it('starts consumers and jobs by nothing', () => {
    expect(functionNamed('relay-events')).not.toHaveProperty('Events');
    expect(functionNamed('expire-orders')).not.toHaveProperty('Events');
  });
});
