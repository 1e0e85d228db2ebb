import { arch } from 'node:os';

/** Lambda's names of processor architectures. */
export const lambdaArchitectures = ['arm64', 'x86_64'] as const;
export type LambdaArchitecture = (typeof lambdaArchitectures)[number];

/**
 * Options of V8 and Node in Lambda's start of a Node runtime. V8 takes compiled code only from a process whose flags
 * have the same hash: `--expose-gc` is part of it, the sizes of the heap are not.
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client: version 4 removes these from the options of its threads.
 */
export const lambdaNodeOptions: readonly string[] = [
  '--expose-gc',
  '--max-http-header-size=81920',
  '--max-semi-space-size=25',
  '--max-old-space-size=460',
];

const machines: Readonly<Record<string, LambdaArchitecture>> = { arm64: 'arm64', x64: 'x86_64' };

/** The architecture of this machine; `undefined` when Lambda has none like it. */
export const machineArchitecture: LambdaArchitecture | undefined = machines[arch()];
