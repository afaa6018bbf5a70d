// Which deployment this is. Epochs are counted in the record bucket, so whoever has another bucket counts on his own: a
// stack that was destroyed and deployed again, or one in another region. Public DNS shows the id, so it does not reveal
// the bucket's name.
import { createHash } from 'node:crypto';

/** @returns twelve hex characters. */
export const deploymentIdOf = (recordBucket: string): string =>
  createHash('sha256').update(recordBucket).digest('hex').slice(0, 12);
