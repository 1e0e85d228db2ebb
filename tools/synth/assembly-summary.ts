import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Stacks } from './compare-templates.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly FunctionName?: string };
  readonly Metadata?: { readonly 'aws:asset:path'?: string };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

const describeFunction = (directory: string, { Properties, Metadata }: Resource): string => {
  const asset = join(directory, Metadata?.['aws:asset:path'] ?? '');
  const bundle = readFileSync(join(asset, 'function.cjs'));
  const compiled = statSync(join(asset, 'function.cache'), { throwIfNoEntry: false });
  const size = kilobytes(bundle.length).padStart(10);
  return `  ${Properties?.FunctionName?.padEnd(40)}${size} ${kilobytes(gzipSync(bundle).length).padStart(10)} gzip${
    compiled ? `, ${kilobytes(compiled.size)} compiled` : ''
  }`;
};

/** Contents of a synthesized assembly, line by line: its stacks, and each function's bundle size. */
export const describeAssembly = (directory: string): string[] =>
  new CloudAssembly(directory).stacks.flatMap(({ stackName, template }) => {
    const resources: Resource[] = Object.values(template.Resources);
    const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');
    return [
      `${stackName}: ${resources.length} resources, ${functions.length} functions`,
      ...functions.map((resource) => describeFunction(directory, resource)),
    ];
  });

/** The resources of a synthesized assembly by stack. */
export const stacksOf = (directory: string): Stacks =>
  Object.fromEntries(
    new CloudAssembly(directory).stacks.map(({ stackName, template }) => [stackName, template.Resources]),
  );
