// Imported first by the functions through which whole backups pass. A stream over TLS comes in pieces of 16 KiB that are used once, and in
// a young generation that has grown to its usual size tens of MiB of them wait to be collected. In one that stays small they are collected
// while still in the processor's cache: half the memory, and a third less work (`npm run bench -- streams`).
// Lambda starts Node.js with sizes of its own as arguments, which win over NODE_OPTIONS, and V8 reads the sizes only at its start; how
// much the young generation grows it reads each time.
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');
