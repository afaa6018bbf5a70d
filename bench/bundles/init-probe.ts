// Runs in a process of its own: imports one module and prints how long that took. Nothing else happens in it, so that
// the module meets a machine as cold as a new sandbox of Node.js can be here.
const [url = ''] = process.argv.slice(2);
const startedMs = performance.now();
await import(url);
process.stdout.write(`${performance.now() - startedMs}\n`, () => process.exit(0));
