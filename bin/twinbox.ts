#!/usr/bin/env -S node --no-warnings
// The command line: `npx twinbox`. Node keeps its compiled code in a cache, so that the SDK loads in half the time.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { connect } = await import('../cli/aws/clients.ts');
const { run } = await import('../cli/run.ts');
const { systemIo } = await import('../cli/system-io.ts');

process.exitCode = await run(process.argv.slice(2), systemIo(), connect);
