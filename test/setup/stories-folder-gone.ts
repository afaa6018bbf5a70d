// Ends what stories-folder.ts began.
import { rm } from 'node:fs/promises';

export default async (): Promise<void> => {
  const folder = process.env.TWINBOX_STORIES;
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
};
