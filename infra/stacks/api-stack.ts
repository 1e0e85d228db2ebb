import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { accessLogFormat } from '../../lib/contract/access-log.ts';
import { defaultRoute, defaultRouteId } from '../../lib/contract/default-route.ts';
import { type RouteDefinition, type RouteId, routeEntries } from '../../lib/contract/routes.ts';
import { serviceName } from '../../lib/contract/service.ts';
import { defaultRouteThrottle, routeThrottle, type Throttle } from '../../lib/contract/throttles.ts';
import {
  authorizationScopes,
  readTokenSettings,
  type TokenSettings,
} from '../../lib/contract/token-settings.ts';
import { declaredFunction, type FunctionDeployment } from '../constructs/declared-function.ts';
import { subscribeAccessLogConsumers } from '../constructs/log-subscriptions.ts';
import { accessLogGroupName } from '../names.ts';

interface ApiStackProps extends StackProps {
  readonly deployment: FunctionDeployment;
}

const throttlingOf = ({ rateLimit, burstLimit }: Throttle) => ({
  ThrottlingRateLimit: rateLimit,
  ThrottlingBurstLimit: burstLimit,
});

/** By route key, for the routes that have a throttle of their own. */
const routeSettings = () => ({
  [defaultRoute.path]: throttlingOf(defaultRouteThrottle),
  ...Object.fromEntries(
    routeEntries.flatMap(([, { method, path, throttle }]) =>
      throttle ? [[`${method} ${path}`, throttlingOf(throttle)]] : [],
    ),
  ),
});

/** The HTTP API and its functions: one per route of the contract, and one for requests without a route. */
export class ApiStack extends Stack {
  readonly apiId: string;
  readonly #deployment: FunctionDeployment;
  readonly #tokenSettings: TokenSettings;

  constructor(scope: Construct, id: string, { deployment, ...props }: ApiStackProps) {
    super(scope, id, props);
    this.#deployment = deployment;
    this.#tokenSettings = readTokenSettings(deployment.environment);
    const api = new HttpApi(this, 'Api', {
      apiName: `${serviceName}-${deployment.stage.name}`,
      createDefaultStage: false,
    });
    this.apiId = api.apiId;
    const authorizer = this.#authorizer();
    const routes = [
      ...routeEntries.flatMap(([routeId, route]) => this.#addRoute(api, authorizer, routeId, route)),
      this.#addDefaultRoute(api),
    ];
    new CfnOutput(this, 'ApiUrl', { value: this.#deploy(api, routes).url });
  }

  #authorizer(): HttpJwtAuthorizer {
    const issuer = new CfnParameter(this, 'JwtIssuer', {
      description: 'URL of the OpenID Connect issuer whose access tokens the API accepts',
      allowedPattern: 'https://\\S+',
    });
    const audience = new CfnParameter(this, 'JwtAudience', {
      description: 'Audiences of which those tokens must carry one, separated by commas',
      type: 'CommaDelimitedList',
      allowedPattern: '\\S+',
    });
    return new HttpJwtAuthorizer('Jwt', issuer.valueAsString, { jwtAudience: audience.valueAsList });
  }

  #addRoute(api: HttpApi, authorizer: HttpJwtAuthorizer, id: RouteId, route: RouteDefinition): HttpRoute[] {
    const handler = declaredFunction(this, id, route, this.#deployment, {
      description: `${route.method} ${route.path}`,
    });
    return api.addRoutes({
      path: route.path,
      methods: [HttpMethod[route.method]],
      integration: new HttpLambdaIntegration(`${id}-integration`, handler.function),
      ...(route.scope === null
        ? { authorizer: new HttpNoneAuthorizer() }
        : { authorizer, authorizationScopes: [...authorizationScopes(this.#tokenSettings, route.scope)] }),
    });
  }

  #addDefaultRoute(api: HttpApi): HttpRoute {
    const { function: handler } = declaredFunction(this, defaultRouteId, defaultRoute, this.#deployment, {
      description: 'Requests that match no route',
    });
    return new HttpRoute(this, 'DefaultRoute', {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration(`${defaultRouteId}-integration`, handler),
      authorizer: new HttpNoneAuthorizer(),
    });
  }

  #deploy(api: HttpApi, routes: readonly HttpRoute[]): HttpStage {
    const { stage } = this.#deployment;
    const logGroup = new LogGroup(this, 'AccessLogs', {
      logGroupName: accessLogGroupName(stage),
      retention: stage.logRetention,
      removalPolicy: stage.removalPolicy,
    });
    subscribeAccessLogConsumers(this, logGroup, stage);
    const deployed = new HttpStage(this, 'DefaultStage', {
      httpApi: api,
      autoDeploy: true,
      throttle: routeThrottle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(accessLogFormat(this.#tokenSettings)),
      },
    });
    // The construct has no settings per route. CloudFormation takes this object as it is, hence its upper case.
    (deployed.node.defaultChild as CfnStage).routeSettings = routeSettings();
    // API Gateway refuses settings of a route that does not exist yet.
    deployed.node.addDependency(...routes);
    return deployed;
  }
}
