// The page that the lab leaves on this machine.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepReportPage, lastReport } from '../../../lab/scenario/report-file.ts';
import { fabricateWorld } from './fabricated-world.ts';

const FOLDER = 'reports/support/20261122T201503Z';

test('the page of the last recovery is kept as it lies in the vault; where there is none, nothing is', async () => {
  await using world = await fabricateWorld();
  const folder = await mkdtemp(join(tmpdir(), 'report-file-'));
  try {
    const file = join(folder, 'build', 'page.html');
    await world.put(`${FOLDER}-00000001/report.json`, '{}');
    expect(await keepReportPage(world.view(), file)).toBe(false);
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
    await world.put(`${FOLDER}-00000001/report.html`, 'first');
    await world.put(`${FOLDER}-00000002/report.json`, '{"outcome": "moved"}');
    await world.put(`${FOLDER}-00000002/report.html`, 'last, ünïcode');
    await world.put(`${FOLDER}-00000003/report.json`, '{"outcome": "ended"}');
    await world.put(`${FOLDER}-00000003/report.html`, 'not begun');
    expect(await keepReportPage(world.view(), file)).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('last, ünïcode');
    expect(await lastReport(world.view())).toEqual({
      key: `${FOLDER}-00000002/report.json`,
      text: '{"outcome": "moved"}',
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
