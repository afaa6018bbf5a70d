// Runs the project's own command line in place of `npx twinbox`, against the emulated AWS, with a person at the
// terminal who types the pair's name where that is asked.
import { shellIn } from '../../cli/lab-shell.ts';
import type { ShownWorld } from './shown-world.ts';
import type { StandIn } from './stand-ins.ts';

export const twinboxStandIn =
  (world: Pick<ShownWorld, 'clock' | 'cloud'>): StandIn =>
  async ({ args }) => {
    // There is no lab's file here, and a watch of the status would never end.
    const words = args.filter((word) => word !== '--lab' && !(args.includes('status') && word === '--watch'));
    const { exitCode, out, err } = await shellIn(world, { types: ['support'] })(...words);
    if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${out}${err}`);
    return `${out}\n`;
  };
