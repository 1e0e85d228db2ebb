import { CfnResource, Lazy } from 'aws-cdk-lib';
import { type IRole, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  type Code,
  CodeSigningConfig,
  type IFunction,
  type IVersion,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
  type Version,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, type NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { environmentVariables, liveAlias } from '../../lib/contract/service.ts';
import { countCodeCaches } from '../monitoring/code-cache.ts';
import type { Stage } from '../stage.ts';
import type { StageSettings } from '../stages/stage-settings.ts';
import { customerKey, useOfCustomerKey } from './customer-key.ts';

/**
 * In JSON format Lambda's level overrides the logger's own, so the two have to agree. Lines with metrics have the level
 * INFO or none, which Lambda takes for INFO: a level above INFO would drop them, and all alarms with them.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
const lambdaLogLevels = {
  DEBUG: ApplicationLogLevel.DEBUG,
  INFO: ApplicationLogLevel.INFO,
} as const satisfies Record<StageSettings['logLevel'], ApplicationLogLevel>;

export interface OrderFunctionProps extends NodejsFunctionProps {
  readonly stage: Stage;
  readonly functionName: string;
  /** The bundle; its `index.mjs` exports `handler`. */
  readonly code: Code;
  /** All that the function may do besides writing to its own log group. */
  readonly statements: readonly PolicyStatement[];
}

/** CDK lets a function wait for its role, to which it refers anyway; cfn-lint reports that (W3005). */
const waitForAllButRole = (resource: CfnResource, role: IRole): void => {
  const produce = () =>
    resource
      .obtainDependencies()
      .flatMap((other) =>
        CfnResource.isCfnResource(other) && other !== role.node.defaultChild ? [other.logicalId] : [],
      )
      .sort();
  resource.addOverride('DependsOn', Lazy.any({ produce }));
};

/**
 * A function of the service: house defaults under the caller's props, environments merged. Whatever invokes it invokes
 * `live`, so that a new version takes no request before the alias points at it.
 */
export class OrderFunction extends Construct {
  readonly function: NodejsFunction;
  /** Points at the version of this deployment, whose hash covers the code and the configuration. (CDK's own types do not fit one another.) */
  readonly live: Alias & IFunction;

  constructor(scope: Construct, id: string, allProps: OrderFunctionProps) {
    super(scope, id);
    const { stage, statements, ...props } = allProps;
    const { logLevel, systemLogLevel, tracing, architecture, codeSigningConfigArn } = stage.settings;
    const encryptionKey = customerKey(this, stage);
    const logGroup =
      props.logGroup ??
      new LogGroup(this, 'Logs', {
        logGroupName: `/aws/lambda/${props.functionName}`,
        retention: stage.logRetention,
        removalPolicy: stage.removalPolicy,
        ...(encryptionKey && { encryptionKey }),
      });
    // Our own role, because the default one may write to every log group of the account.
    const role =
      props.role ?? new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.function = new NodejsFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.custom(architecture),
      handler: 'index.handler',
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: lambdaLogLevels[logLevel],
      systemLogLevelV2: SystemLogLevel[systemLogLevel],
      ...(tracing && { tracing: Tracing.ACTIVE }),
      ...(codeSigningConfigArn !== undefined && {
        codeSigningConfig: CodeSigningConfig.fromCodeSigningConfigArn(
          this,
          'CodeSigning',
          codeSigningConfigArn,
        ),
      }),
      ...props,
      logGroup,
      role,
      environment: {
        [environmentVariables.logLevel]: logLevel,
        ...(tracing && { [environmentVariables.tracing]: 'on' }),
        ...props.environment,
      },
    });
    waitForAllButRole(this.function.node.defaultChild as CfnResource, role);
    countCodeCaches(this, this.function.logGroup, stage.name);
    this.function.logGroup.grantWrite(this.function);
    for (const statement of [...statements, ...useOfCustomerKey(stage)])
      this.function.addToRolePolicy(statement);
    const version = this.function.currentVersion as Version & IVersion;
    this.live = new Alias(this, 'Live', { aliasName: liveAlias, version }) as Alias & IFunction;
  }
}
