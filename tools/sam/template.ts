import { defaultRoute, defaultRouteId } from '../../lib/contract/default-route.ts';
import type { RouteDefinition } from '../../lib/contract/route-definition.ts';
import { routeEntries } from '../../lib/contract/routes.ts';
import type { CorsRules } from '../local-cloud/deployment.ts';

/** A function as the template needs it. */
interface LocalFunction {
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

export interface TemplateOptions {
  /** Every function of the service, by its name. Its code is in `functions/<name>`, beside the template. */
  readonly functions: Readonly<Record<string, LocalFunction>>;
  /** Environment variables of every function. */
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables of the authorizer. */
  readonly authorizerEnvironment: Readonly<Record<string, string>>;
  readonly architecture: string;
  readonly cors?: CorsRules;
}

/** Name of the function that stands in for the JWT authorizer, and of its folder. */
export const authorizerName = 'local-authorizer';

const apiId = 'Api';
const authorizer = 'Tokens';

/** `create-order` → `CreateOrder`. */
const logicalId = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const localFunction = (name: string, { timeoutSeconds, memoryMb }: LocalFunction, more: object) => ({
  Type: 'AWS::Serverless::Function',
  Properties: {
    FunctionName: name,
    CodeUri: `functions/${name}`,
    Timeout: timeoutSeconds,
    MemorySize: memoryMb,
    ...more,
  },
});

const requestsOf = ({ method, path, scope }: Pick<RouteDefinition, 'method' | 'path' | 'scope'>) => ({
  Type: 'HttpApi',
  Properties: {
    ApiId: { Ref: apiId },
    ...(path !== defaultRoute.path && { Method: method, Path: path }),
    ...(scope !== null && { Auth: { Authorizer: authorizer } }),
  },
});

/** Trigger of a function: the SAM command line delivers requests only. */
const eventsOf: Readonly<Record<string, ReturnType<typeof requestsOf>>> = {
  ...Object.fromEntries(routeEntries.map(([id, route]) => [id, requestsOf(route)])),
  [defaultRouteId]: requestsOf({ ...defaultRoute, method: 'GET', scope: null }),
};

const corsConfiguration = ({
  origins,
  methods,
  requestHeaders,
  exposedHeaders,
  maxAgeSeconds,
}: CorsRules) => ({
  AllowOrigins: origins,
  AllowMethods: methods,
  AllowHeaders: requestHeaders,
  ExposeHeaders: exposedHeaders,
  MaxAge: maxAgeSeconds,
});

/**
 * The template that `sam local start-api` serves: routes, functions, memory and timeouts of the contract. It is never
 * deployed: it has no roles and no tables.
 */
export const samTemplate = ({
  functions,
  environment,
  authorizerEnvironment,
  architecture,
  cors,
}: TemplateOptions) => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Transform: 'AWS::Serverless-2016-10-31',
  Description: 'Order Service for `sam local start-api`, never deployed',
  Globals: {
    Function: { Runtime: 'nodejs24.x', Handler: 'local.handler', Architectures: [architecture] },
  },
  Resources: {
    [apiId]: {
      Type: 'AWS::Serverless::HttpApi',
      Properties: {
        ...(cors && { CorsConfiguration: corsConfiguration(cors) }),
        Auth: {
          Authorizers: {
            [authorizer]: {
              AuthorizerPayloadFormatVersion: '2.0',
              EnableSimpleResponses: true,
              FunctionArn: { 'Fn::GetAtt': [logicalId(authorizerName), 'Arn'] },
              Identity: { Headers: ['Authorization'], ReauthorizeEvery: 0 },
            },
          },
        },
      },
    },
    [logicalId(authorizerName)]: localFunction(
      authorizerName,
      { timeoutSeconds: 5, memoryMb: 256 },
      { Handler: 'index.handler', Environment: { Variables: authorizerEnvironment } },
    ),
    ...Object.fromEntries(
      Object.entries(functions).map(([name, definition]) => [
        logicalId(name),
        localFunction(name, definition, {
          Environment: { Variables: environment },
          ...(eventsOf[name] && { Events: { Requests: eventsOf[name] } }),
        }),
      ]),
    ),
  },
});
