// A thread of its own for the two appliances, so that their work and the emulated AWS's do not wait for each other, as
// in life.
import { parentPort, workerData } from 'node:worker_threads';
import { type ApplianceOptions, startAppliance } from '../../lab/appliance/appliance.ts';
import type { IssuedCertificate } from '../../lab/network/certificate-authority.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';

/** What can be passed to a thread. */
export type ApplianceInThread = Omit<ApplianceOptions, 'ca' | 'clock'> & { readonly certificate: IssuedCertificate };

const clock = scaledClock(1);
for (const { certificate, ...appliance } of workerData as readonly ApplianceInThread[]) {
  await startAppliance({
    ...appliance,
    clock,
    ca: { caPem: '', root: certificate, issue: () => Promise.resolve(certificate) },
  });
}
parentPort?.postMessage('answering');
