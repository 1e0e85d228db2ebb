import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tagged,
  unsignedInteger,
  utcTime,
  utf8String,
} from './der.ts';

/** Both in PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
}

const sha256WithRsa = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue);
const commonName = (name: string) => sequence(setOf(sequence(objectIdentifier('2.5.4.3'), utf8String(name))));
const explicit = (index: number, content: Uint8Array) => tagged(0xa0 | index, content);

const alternativeNames = (hostnames: readonly string[]) =>
  sequence(
    objectIdentifier('2.5.29.17'),
    octetString(
      sequence(
        tagged(0x87, Buffer.of(127, 0, 0, 1)),
        ...hostnames.map((hostname) => tagged(0x82, Buffer.from(hostname))),
      ),
    ),
  );

/**
 * A certificate for 127.0.0.1, and for names of hosts, that is valid for a day, with a 2048-bit RSA key as AWS's endpoints have.
 * Made by hand because neither Node nor every machine has something that makes one.
 * @see RFC 5280, section 4.1
 */
export const createSelfSignedCertificate = (
  now: Date = new Date(),
  hostnames: readonly string[] = [],
): Certificate => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const aDay = 86_400_000;
  const content = sequence(
    explicit(0, unsignedInteger(Buffer.of(2))),
    unsignedInteger(Buffer.of(1, ...randomBytes(15))),
    sha256WithRsa,
    commonName('order-service benchmark'),
    sequence(utcTime(new Date(now.getTime() - aDay)), utcTime(new Date(now.getTime() + aDay))),
    commonName('order-service benchmark'),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(alternativeNames(hostnames))),
  );
  const signature = sign('sha256', content, privateKey);
  const der = sequence(content, sha256WithRsa, bitString(signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};
