import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServedRouteId } from '../../lib/contract/default-route.ts';
import { serviceName } from '../../lib/contract/service.ts';
import type { FunctionDeployment } from '../constructs/declared-function.ts';
import type { OrderFunction } from '../constructs/order-function.ts';
import { functionName } from '../names.ts';
import { rehearsalHook } from './rehearsal-hook.ts';
import { addRollbackAlarms } from './rollback-alarms.ts';

/**
 * Releases new versions of API functions by CodeDeploy: a rehearsal, then a tenth of the traffic for five minutes, then
 * all of it. A failed rehearsal and an alarm on the new version end it, and the alias points at the version before.
 */
export class CanaryRelease extends Construct {
  readonly #deployment: FunctionDeployment;
  readonly #application: LambdaApplication;
  readonly #role: Role;
  readonly #hook: OrderFunction;

  constructor(scope: Construct, id: string, deployment: FunctionDeployment) {
    super(scope, id);
    this.#deployment = deployment;
    this.#application = new LambdaApplication(this, 'Application', {
      applicationName: `${serviceName}-${deployment.stage.name}`,
    });
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codedeploy.amazonaws.com') });
    this.#hook = rehearsalHook(this, deployment);
  }

  /** From now on, a deployment moves the alias of the function by this release. */
  add(id: ServedRouteId, deployed: OrderFunction): void {
    const { stage } = this.#deployment;
    new LambdaDeploymentGroup(deployed, 'Release', {
      application: this.#application,
      deploymentGroupName: functionName(stage, id),
      role: this.#role,
      alias: deployed.live,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: addRollbackAlarms({ stage, id, deployed }),
      preHook: this.#hook.function,
    });
  }
}
