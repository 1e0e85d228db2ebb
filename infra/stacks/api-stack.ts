import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type CfnStage,
  CorsHttpMethod,
  type CorsPreflightOptions,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { FilterPattern, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { accessLogFormat, countedRequests } from '../../lib/contract/access-log.ts';
import { corsPolicy } from '../../lib/contract/cors.ts';
import { defaultRoute, defaultRouteId } from '../../lib/contract/default-route.ts';
import type { RouteDefinition } from '../../lib/contract/route-definition.ts';
import { type RouteId, routeEntries } from '../../lib/contract/routes.ts';
import { metricsNamespaceOf, serviceName } from '../../lib/contract/service.ts';
import { defaultRouteThrottle, routeThrottle, type Throttle } from '../../lib/contract/throttles.ts';
import {
  authorizationScopes,
  readTokenSettings,
  type TokenSettings,
} from '../../lib/contract/token-settings.ts';
import { customerKey } from '../constructs/customer-key.ts';
import { declaredFunction, type FunctionDeployment } from '../constructs/declared-function.ts';
import { subscribeAccessLogConsumers } from '../constructs/log-subscriptions.ts';
import { accessLogGroupName } from '../names.ts';
import { CanaryRelease } from '../rollout/canary-release.ts';
import type { Stage } from '../stage.ts';

type Domain = NonNullable<Stage['settings']['domain']>;

interface ApiStackProps extends StackProps {
  readonly deployment: FunctionDeployment;
}

const throttlingOf = ({ rateLimit, burstLimit }: Throttle) => ({
  ThrottlingRateLimit: rateLimit,
  ThrottlingBurstLimit: burstLimit,
});

const corsPreflight = (origins: readonly string[]): CorsPreflightOptions => ({
  allowOrigins: [...origins],
  allowMethods: corsPolicy.methods.map((method) => CorsHttpMethod[method]),
  allowHeaders: [...corsPolicy.requestHeaders],
  exposeHeaders: [...corsPolicy.exposedHeaders],
  maxAge: Duration.seconds(corsPolicy.maxAgeSeconds),
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
  readonly #release: CanaryRelease | undefined;

  constructor(scope: Construct, id: string, { deployment, ...props }: ApiStackProps) {
    super(scope, id, props);
    this.#deployment = deployment;
    this.#tokenSettings = readTokenSettings(deployment.environment);
    const { domain, corsOrigins, rollout } = deployment.stage.settings;
    this.#release = rollout === 'canary' ? new CanaryRelease(this, 'Rollout', deployment) : undefined;
    const api = new HttpApi(this, 'Api', {
      apiName: `${serviceName}-${deployment.stage.name}`,
      createDefaultStage: false,
      ...(corsOrigins.length > 0 && { corsPreflight: corsPreflight(corsOrigins) }),
      // Requests past the public name would bypass the protection in front of it.
      disableExecuteApiEndpoint: domain !== undefined,
    });
    this.apiId = api.apiId;
    const authorizer = this.#authorizer();
    const routes = [
      ...routeEntries.flatMap(([routeId, route]) => this.#addRoute(api, authorizer, routeId, route)),
      this.#addDefaultRoute(api),
    ];
    const deployed = this.#deploy(api, routes);
    if (domain) this.#serveAt(domain, api, deployed);
    new CfnOutput(this, 'ApiUrl', { value: domain ? `https://${domain.name}/` : deployed.url });
  }

  /** Serves the API under a public name. Its DNS record points at the output `DomainTarget`. */
  #serveAt({ name, certificateArn }: Domain, api: HttpApi, stage: HttpStage): void {
    const domainName = new DomainName(this, 'Domain', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api, domainName, stage });
    new CfnOutput(this, 'DomainTarget', { value: domainName.regionalDomainName });
  }

  #authorizer(): HttpJwtAuthorizer {
    const { issuer, audiences } = this.#deployment.stage.settings.tokens;
    return new HttpJwtAuthorizer('Jwt', issuer, { jwtAudience: audiences });
  }

  #addRoute(api: HttpApi, authorizer: HttpJwtAuthorizer, id: RouteId, route: RouteDefinition): HttpRoute[] {
    const handler = declaredFunction(this, id, route, this.#deployment, {
      description: `${route.method} ${route.path}`,
    });
    this.#release?.add(id, handler);
    return api.addRoutes({
      path: route.path,
      methods: [HttpMethod[route.method]],
      integration: new HttpLambdaIntegration(`${id}-integration`, handler.live),
      ...(route.scope === null
        ? { authorizer: new HttpNoneAuthorizer() }
        : { authorizer, authorizationScopes: [...authorizationScopes(this.#tokenSettings, route.scope)] }),
    });
  }

  #addDefaultRoute(api: HttpApi): HttpRoute {
    const handler = declaredFunction(this, defaultRouteId, defaultRoute, this.#deployment, {
      description: 'Requests that match no route',
    });
    this.#release?.add(defaultRouteId, handler);
    return new HttpRoute(this, 'DefaultRoute', {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration(`${defaultRouteId}-integration`, handler.live),
      authorizer: new HttpNoneAuthorizer(),
    });
  }

  #deploy(api: HttpApi, routes: readonly HttpRoute[]): HttpStage {
    const { stage } = this.#deployment;
    const encryptionKey = customerKey(this, stage);
    const logGroup = new LogGroup(this, 'AccessLogs', {
      logGroupName: accessLogGroupName(stage),
      retention: stage.logRetention,
      removalPolicy: stage.removalPolicy,
      ...(encryptionKey && { encryptionKey }),
    });
    subscribeAccessLogConsumers(this, logGroup, stage);
    for (const [metricName, pattern] of Object.entries(countedRequests)) {
      new MetricFilter(this, metricName, {
        logGroup,
        filterPattern: FilterPattern.literal(pattern),
        metricNamespace: metricsNamespaceOf(stage.name),
        metricName,
        metricValue: '1',
      });
    }
    const deployed = new HttpStage(this, 'DefaultStage', {
      httpApi: api,
      autoDeploy: true,
      throttle: routeThrottle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(accessLogFormat),
      },
    });
    // The construct has no settings per route. CloudFormation takes this object as it is, hence its upper case.
    (deployed.node.defaultChild as CfnStage).routeSettings = routeSettings();
    // API Gateway refuses settings of a route that does not exist yet.
    deployed.node.addDependency(...routes);
    return deployed;
  }
}
