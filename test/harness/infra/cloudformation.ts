import type { Template } from 'aws-cdk-lib/assertions';

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties are untyped by nature
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: string[];
}

export const resourcesOf = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.findResources(type)) as [string, Resource][];

/** The one resource of a type whose logical id begins with `prefix`; anything but one is an error. */
export const resourceIn = (template: Template, type: string, prefix: string): [string, Resource] => {
  const found = resourcesOf(template, type).filter(([id]) => id.startsWith(prefix));
  const [first, ...rest] = found;
  if (first === undefined || rest.length > 0) throw new Error(`there is not exactly one ${type} ${prefix}`);
  return first;
};

export const theOnly = (template: Template, type: string): [string, Resource] =>
  resourceIn(template, type, '');

const resourceWith = (
  template: Template,
  type: string,
  property: string,
  name: string,
): [string, Resource] => {
  const found = resourcesOf(template, type).find(([, { Properties }]) => Properties[property] === name);
  if (found === undefined) throw new Error(`there is no ${type} ${name}`);
  return found;
};

/** The function of that name, with its logical id. */
export const functionIn = (template: Template, functionName: string) =>
  resourceWith(template, 'AWS::Lambda::Function', 'FunctionName', functionName);

/** The logical id of the alias of a function: what everything that invokes the function names. */
export const aliasOf = (template: Template, functionId: string): string => {
  const found = resourcesOf(template, 'AWS::Lambda::Alias').find(
    ([, { Properties }]) => Properties.FunctionName.Ref === functionId,
  );
  if (found === undefined) throw new Error(`the function ${functionId} has no alias`);
  return found[0];
};

/** The event source mappings that feed the live version of a function. */
export const mappingsOf = (template: Template, functionId: string) =>
  resourcesOf(template, 'AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => Properties)
    .filter(
      ({ FunctionName }) => textOf(FunctionName, template) === `${aliasOf(template, functionId)}#6:live`,
    );

/** The queue of that name, with its logical id. */
export const queueIn = (template: Template, queueName: string) =>
  resourceWith(template, 'AWS::SQS::Queue', 'QueueName', queueName);

/**
 * A CloudFormation expression as text: `Ref` becomes the logical id, `Fn::GetAtt` the logical id, a dot
 * and the attribute; imports are followed into `exporting`. Of a text that is split, `#` and the index of the part follow.
 */
export const textOf = (expression: unknown, ...exporting: readonly Template[]): string => {
  if (typeof expression === 'string') return expression;
  const [[intrinsic, argument] = []] = Object.entries(expression as Record<string, unknown>);
  if (intrinsic === 'Ref') return argument as string;
  if (intrinsic === 'Fn::GetAtt') return (argument as string[]).join('.');
  if (intrinsic === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map((part) => textOf(part, ...exporting)).join(separator);
  }
  if (intrinsic === 'Fn::Select') {
    const [index, { 'Fn::Split': split }] = argument as [number, { 'Fn::Split': [string, unknown] }];
    return `${textOf(split[1], ...exporting)}#${index}`;
  }
  if (intrinsic === 'Fn::ImportValue') {
    const outputs = exporting.flatMap((stack) =>
      Object.values(stack.findOutputs('*', { Export: { Name: argument } })),
    );
    if (outputs.length === 1) return textOf(outputs[0]?.['Value'], ...exporting);
  }
  throw new Error(`cannot resolve ${JSON.stringify(expression)}`);
};
