import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Access } from '../../lib/contract/access.ts';
import type { FunctionId } from '../../lib/contract/function-ids.ts';
import { environmentFor } from '../../lib/contract/resource-variables.ts';
import { functionName } from '../names.ts';
import type { Stage } from '../stage.ts';
import { accessStatements, type ResourceArns } from './access-statements.ts';
import type { FunctionCode } from './function-code.ts';
import { subscribeLogConsumers } from './log-subscriptions.ts';
import { OrderFunction, type OrderFunctionProps } from './order-function.ts';

/** Declaration of a function in the contract, for any kind of trigger. */
interface FunctionDeclaration {
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly access: Access;
}

/** Settings that all functions of a deployment share. */
export interface FunctionDeployment {
  readonly stage: Stage;
  readonly functionCode: FunctionCode;
  readonly resources: ResourceArns;
  readonly environment: Readonly<Record<string, string>>;
}

/** A function as the contract declares it, with exactly the access that it declares. Its log goes to the log subscriptions. */
export const declaredFunction = (
  scope: Construct,
  id: FunctionId,
  { timeoutSeconds, memoryMb, access }: FunctionDeclaration,
  { stage, functionCode, resources, environment }: FunctionDeployment,
  props: Partial<OrderFunctionProps>,
): OrderFunction => {
  const declared = new OrderFunction(scope, id, {
    stage,
    functionName: functionName(stage, id),
    code: functionCode(id),
    timeout: Duration.seconds(timeoutSeconds),
    memorySize: memoryMb,
    environment: environmentFor(access, environment),
    statements: accessStatements(access, resources),
    ...props,
  });
  subscribeLogConsumers(declared, id, stage);
  return declared;
};
