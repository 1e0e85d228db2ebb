import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../../tools/synth/cdk-messages.ts';

describe('messagesOf', () => {
  it('keeps warnings, and leaves out the advice with which cdk synth ends', () => {
    const output =
      'no compiled code in the packages\n[Warning] a rule\nSuccessfully synthesized to /project/cdk.out\n' +
      'Supply a stack id (data, api) to display its template.\n';
    expect(messagesOf(output)).toBe('no compiled code in the packages\n[Warning] a rule\n');
  });

  it('keeps an error without an end of line', () => {
    expect(messagesOf('the stage x has no settings')).toBe('the stage x has no settings');
  });
});
