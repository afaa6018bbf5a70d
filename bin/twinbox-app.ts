// The CDK app: bundles all functions, then synthesizes a stack for each pair. `npx cdk` runs it; plain Node can run it
// too.
import { bundleFunctions } from '../lib/functions/bundle-functions.ts';
import { synthTwinbox } from '../lib/synth-twinbox.ts';

try {
  await bundleFunctions();
  synthTwinbox({ settingsFile: process.env.TWINBOX_SETTINGS, say: (line) => console.error(line) });
} catch (error) {
  console.error(Error.isError(error) ? `${error.name}: ${error.message}` : error);
  process.exitCode = 1;
}
