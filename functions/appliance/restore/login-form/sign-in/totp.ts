// Codes of an authenticator from its seed: RFC 6238 with SHA-1, six digits and thirty seconds, like every common app.
import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;
const DIGITS = 6;

/** Base32 without padding (RFC 4648). Accepts spaces and lower case, as people write seeds down. */
const seedBytes = (seed: string): Buffer => {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const sign of seed.toUpperCase().replace(/[\s=-]/g, '')) {
    held = ((held << 5) | ALPHABET.indexOf(sign)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
};

/** Whether it is valid base32. */
export const isTotpSeed = (seed: string): boolean => /^[A-Z2-7]+$/.test(seed.toUpperCase().replace(/[\s=-]/g, ''));

/** The code at that instant. */
export const totpCode = (seed: string, nowMs: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(nowMs / STEP_MS)));
  const mac = createHmac('sha1', seedBytes(seed)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
};

/** When the code of that instant expires. */
export const nextCodeMs = (nowMs: number): number => (Math.floor(nowMs / STEP_MS) + 1) * STEP_MS;
