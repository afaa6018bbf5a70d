#!/usr/bin/env -S node --no-warnings
// The command line: `npx twinbox`.
import { connect } from '../cli/aws/clients.ts';
import { run } from '../cli/run.ts';
import { systemIo } from '../cli/system-io.ts';

process.exitCode = await run(process.argv.slice(2), systemIo(), connect);
