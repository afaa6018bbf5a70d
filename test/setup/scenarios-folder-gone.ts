// Removes the folder that scenarios-folder.ts created.
import { rm } from 'node:fs/promises';

export default async (): Promise<void> => {
  const folder = process.env.TWINBOX_SCENARIOS;
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
};
