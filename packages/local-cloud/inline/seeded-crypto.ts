// node:crypto's chance by seed, for a lab in this thread: ids that an emulator or a library draws are then the same in
// two runs. Keys and signatures stay the machine's own.
import { syncBuiltinESMExports } from 'node:module';
import { bytesBy, type SeededRandom, uuidBy } from '../base/seeded-random.ts';

/** The one place that all copies of this module share, whatever loaded them. */
const CURRENT = Symbol.for('local-cloud.random');
const INSTALLED = Symbol.for('local-cloud.random.installed');

const shared = process as unknown as Record<symbol, SeededRandom | boolean | undefined>;
const current = (): SeededRandom | undefined => shared[CURRENT] as SeededRandom | undefined;

/** Once in a process, before the code that draws is imported. Without a seed everything stays as it was. */
export const installSeededCrypto = (): void => {
  if (shared[INSTALLED] === true) return;
  shared[INSTALLED] = true;
  const crypto = process.getBuiltinModule('node:crypto');
  const { randomUUID, randomBytes, randomInt } = crypto;
  type Bytes = (count: number, done?: (error: Error | null, bytes: Buffer) => void) => Buffer | undefined;
  const seededBytes: Bytes = (count, done) => {
    const random = current();
    if (random === undefined || done !== undefined) return (randomBytes as unknown as Bytes)(count, done);
    return bytesBy(random, count);
  };
  const seededInt = (...parameters: number[]): number => {
    const random = current();
    const [low = 0, high] = parameters.length > 1 ? parameters : [0, parameters[0]];
    if (random === undefined || high === undefined) return randomInt(low, high ?? low);
    return Math.floor(random.between(low, high));
  };
  Object.assign(crypto, {
    randomUUID: (...options: Parameters<typeof randomUUID>) => {
      const random = current();
      return random === undefined ? randomUUID(...options) : uuidBy(random);
    },
    randomBytes: seededBytes,
    randomInt: seededInt,
  });
  syncBuiltinESMExports();
};

/** Chance is that seed's until the disposal. */
export const seedCrypto = (random: SeededRandom): Disposable => {
  const before = shared[CURRENT];
  shared[CURRENT] = random;
  return {
    [Symbol.dispose]: () => {
      shared[CURRENT] = before;
    },
  };
};
