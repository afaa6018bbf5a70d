// Imported first by the functions that stream whole backups. It keeps V8's young generation small. A TLS stream arrives
// in chunks of 16 KiB that are used once. In a young generation of the usual size, tens of MiB of them wait for
// collection. In a small one V8 collects them while they are still in the processor's cache: half the memory and a
// third less work (`npm run bench -- streams`). The sizes themselves cannot be set: Lambda passes its own as arguments,
// which override NODE_OPTIONS, and V8 reads them only at its start. V8 reads the growth factor each time.
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');
