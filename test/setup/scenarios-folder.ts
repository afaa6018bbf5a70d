// A folder that all workers of one run share, for what several files of scenarios can use together. Gone with the run.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async (): Promise<void> => {
  process.env.TWINBOX_SCENARIOS = await mkdtemp(join(tmpdir(), 'twinbox-scenarios-'));
};
