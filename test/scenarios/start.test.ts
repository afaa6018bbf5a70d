// The README's first promise: `npm start` runs the whole scenario, exits with 0 because all invariants held, and leaves
// the report as a page.
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { INVARIANTS } from '../../lab/scenario/invariants/all-invariants.ts';
import { REPORT_FILE } from '../../lab/scenario/report-file.ts';

/** What it printed, and how it ended. */
const npmStart = (): Promise<{ readonly exitCode: number | string; readonly output: string }> =>
  new Promise((resolve) => {
    execFile('npm', ['start'], { timeout: 170_000 }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : (error.code ?? String(error.signal)), output: `${stdout}${stderr}` });
    });
  });

test('npm start runs a failover, checks the invariants, and leaves the report', async () => {
  await rm(REPORT_FILE, { force: true });
  const { exitCode, output } = await npmStart();
  const missing = [
    ...INVARIANTS.map(({ number, message }) => `  holds   ${number}. ${message}`),
    'The scenario passed: every invariant checked here holds.',
  ].filter((line) => !output.includes(line));
  if (exitCode !== 0 || missing.length > 0) throw new Error(`npm start ended with ${exitCode}:\n${output}`);
  expect(await readFile(REPORT_FILE, 'utf8')).toContain('moved from london to dublin');
});
