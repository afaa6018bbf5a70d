// Codes of an authenticator, as a simulated box expects them: RFC 6238 with SHA-1, six digits, thirty seconds.
import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;

const bytesOf = (seed: string): Buffer => {
  const bits = [...seed.toUpperCase()].map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

const codeAt = (seed: string, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(seed)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

/** The step of time whose code it is: this one or one beside it; undefined where it is none of them. */
export const stepOfCode = (seed: string, code: string, nowMs: number): number | undefined => {
  const step = Math.floor(nowMs / STEP_MS);
  return [step - 1, step, step + 1].find((one) => codeAt(seed, one) === code.trim());
};
