// Keeps the page of the story's last recovery on this machine, so that it can be opened in a browser when the lab is gone.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keysUnder, textOf } from './vault-story.ts';
import type { WorldView } from './world-view.ts';

/** Where `npm start` leaves it. */
export const REPORT_FILE = fileURLToPath(new URL('../../build/story-report.html', import.meta.url));

/** @returns false where the vault holds no page of a recovery of that pair */
export const keepReportPage = async (view: WorldView, file: string): Promise<boolean> => {
  const pages = keysUnder(view, `reports/${view.pair.name}/`).filter(({ key }) => key.endsWith('/report.html'));
  for (const where of pages.toReversed()) {
    // Beside a recovery others may have been asked for that were not begun: their pages tell nothing of the story.
    const data = await textOf(view, { ...where, key: where.key.replace(/html$/, 'json') });
    if ((JSON.parse(data) as { outcome?: unknown }).outcome === 'ended') continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await textOf(view, where));
    return true;
  }
  return false;
};
