// Synthesizes the stacks with trivial handlers, as a process of its own: argv is settings file, folder of the bundles,
// folder for the assembly. What a person would read goes to standard output.
import { synthTwinbox } from '../../lib/synth-twinbox.ts';

const [settingsFile, functionsFolder = '', outFolder] = process.argv.slice(2);
synthTwinbox({ settingsFile, functionsFolder, outFolder, say: (line) => process.stdout.write(`${line}\n`) });
