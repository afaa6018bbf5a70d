// Keeps the page of the scenario's last recovery on this machine, so that it can be opened in a browser when the lab is
// gone.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keysUnder, textOf } from './view/vault-view.ts';
import type { WorldView } from './view/world-view.ts';

/** Where `npm start` leaves it. */
export const REPORT_FILE = fileURLToPath(new URL('../../build/scenario-report.html', import.meta.url));

/**
 * The newest report of a recovery of that pair, with the key and text of its data. Beside a recovery others may have
 * been asked for that were not begun: their reports say nothing about the scenario.
 */
export const lastReport = async (
  view: WorldView,
): Promise<{ readonly key: string; readonly text: string } | undefined> => {
  const reports = keysUnder(view, `reports/${view.pair.name}/`).filter(({ key }) => key.endsWith('/report.json'));
  for (const where of reports.toReversed()) {
    const text = await textOf(view, where);
    if ((JSON.parse(text) as { outcome?: unknown }).outcome !== 'ended') return { key: where.key, text };
  }
  return undefined;
};

/** @returns false where the vault holds no page of a recovery of that pair */
export const keepReportPage = async (view: WorldView, file: string): Promise<boolean> => {
  const last = await lastReport(view);
  const [page] = keysUnder(view, last?.key.replace(/json$/, 'html') ?? 'none');
  if (!page) return false;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await textOf(view, page));
  return true;
};
