// `npm run pictures`: plays one failover in the lab and takes a picture of the report that it wrote, for the README.
// Needs a Chromium; without one it says so and changes nothing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const REPORT = 'build/scenario-report.html';
const PICTURE = 'docs/images/report.png';
const SEED = '7';
/** Wide enough for the page's columns, and as high as the summary and the timeline. */
const WINDOW = '1000,1330';
const BROWSERS = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'];

const run = (command: string, args: readonly string[], env = process.env): boolean =>
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;

const browser = BROWSERS.find((one) => one !== undefined && run(one, ['--version']));
if (browser === undefined) {
  console.log(`skipped: ${PICTURE}, since there is no Chromium. Fix: install it, or name it in CHROMIUM.`);
} else {
  if (!run(process.execPath, ['--no-warnings', 'lab/start.ts'], { ...process.env, SEED }) || !existsSync(REPORT))
    throw new Error('The failover of the lab did not write its report. Fix: run npm start, which says why.');
  const page = pathToFileURL(REPORT).href;
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', `--window-size=${WINDOW}`];
  if (!run(browser, [...flags, `--screenshot=${PICTURE}`, page])) throw new Error(`${browser} took no picture.`);
  console.log(`${PICTURE} shows the report of the failover with seed ${SEED}`);
}
