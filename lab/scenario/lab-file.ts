// The file that says where the running lab is: its address, region and keys. The keys open nothing but that lab.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface LabFile {
  /** The emulated AWS. */
  readonly url: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly pairs: readonly string[];
}

const LAB_FILE = 'build/lab.json';

/** Gone at its disposal. TWINBOX_LAB_FILE names another place. */
export const writeLabFile = async (lab: LabFile): Promise<AsyncDisposable & { readonly path: string }> => {
  const path = process.env.TWINBOX_LAB_FILE ?? LAB_FILE;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(lab, undefined, 2)}\n`, { mode: 0o600 });
  return { path, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
};
