/** Advice for the plain `cdk synth`: which stack to print, and where the templates are, which `npm run synth` says itself. */
const closingWords = /^(?:Successfully synthesized to |Supply a stack id \()/;

/** Messages of CDK about an app, without the words with which it closes. */
export const messagesOf = (errorOutput: string): string =>
  errorOutput
    .split(/(?<=\n)/)
    .filter((line) => !closingWords.test(line))
    .join('');
