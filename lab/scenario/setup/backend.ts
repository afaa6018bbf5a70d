// What a scenario runs on: threads and sockets, or one thread in virtual time.
import type { LabClock } from '../../../packages/local-cloud/base/clock.ts';
import { freeClock, scaledClock } from '../../../packages/local-cloud/base/clock.ts';
import { type Engine, threads } from '../../../packages/local-cloud/host/engine.ts';
import type { Network } from '../../network/network.ts';
import { realNetwork } from '../../network/real-network.ts';

export interface Backend extends Disposable {
  readonly clock: LabClock;
  readonly engine: Engine;
  readonly network: Network;
  /** Size of a backup; default that of the simulated appliance. */
  readonly backupBytes?: number;
  /** Lab time stands, where it can, while work outside of the lab is awaited. */
  during<T>(work: Promise<T>): Promise<T>;
}

/** `scale`: lab seconds per real second at most. Default: as fast as the machine works. */
export const realBackend = (scale?: number): Backend => {
  const clock = scale === undefined ? freeClock() : scaledClock(scale);
  return {
    clock,
    engine: threads(clock),
    network: realNetwork,
    during: (work) => work,
    [Symbol.dispose]: () => clock[Symbol.dispose](),
  };
};
