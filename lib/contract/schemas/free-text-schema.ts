import * as z from 'zod';

/**
 * Text that a client words freely, such as the name of a product. It can be stored, logged and displayed anywhere: no
 * control characters, no direction controls (which make a text read differently from its characters), no unpaired
 * surrogates and nothing that replaces undecodable bytes. At least one character is visible.
 * @param maxLength in UTF-16 code units.
 */
export const freeTextSchema = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u, 'must not be blank')
    .regex(
      /^[^\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufffd]*$/u,
      'must not contain control characters, direction controls or invalid Unicode',
    );
