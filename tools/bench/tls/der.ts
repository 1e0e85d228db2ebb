/** Encodings of ITU-T X.690 (DER), as far as a certificate needs them. */

const length = (size: number): Buffer => {
  if (size < 0x80) return Buffer.of(size);
  const bytes = Buffer.from(size.toString(16).padStart(size > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.of(0x80 | bytes.length, ...bytes);
};

/** A value of up to 65,535 bytes behind its tag. */
export const tagged = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), length(content.length), content]);
};

export const sequence = (...contents: readonly Uint8Array[]): Buffer => tagged(0x30, ...contents);
export const setOf = (...contents: readonly Uint8Array[]): Buffer => tagged(0x31, ...contents);
export const octetString = (content: Uint8Array): Buffer => tagged(0x04, content);
export const bitString = (content: Uint8Array): Buffer => tagged(0x03, Buffer.of(0), content);
export const utf8String = (text: string): Buffer => tagged(0x0c, Buffer.from(text));
export const nullValue = Buffer.of(0x05, 0);

/** @param bytes big-endian, without sign; a zero is put before a first byte that would make it negative. */
export const unsignedInteger = (bytes: Uint8Array): Buffer =>
  (bytes[0] ?? 0) < 0x80 ? tagged(0x02, bytes) : tagged(0x02, Buffer.of(0), bytes);

const base128 = (arc: number): number[] =>
  arc < 0x80 ? [arc] : [...base128(arc >> 7).map((byte) => byte | 0x80), arc & 0x7f];

/** @param name in dotted form. */
export const objectIdentifier = (name: string): Buffer => {
  const [first = 0, second = 0, ...arcs] = name.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...arcs.flatMap(base128)]));
};

/** UTC time to the second, for years before 2050. */
export const utcTime = (date: Date): Buffer =>
  tagged(
    0x17,
    Buffer.from(
      `${date
        .toISOString()
        .replace(/[-:T]|\..*/g, '')
        .slice(2)}Z`,
    ),
  );
