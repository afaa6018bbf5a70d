// Under what authority a state of a recovery commands power.
import type { PowerOrder } from '../../power/power.ts';
import type { PhaseContext } from './phase-step.ts';

/** The lease was renewed for as long as this invocation may live, so no command of it may take effect later. */
export const orderOf = ({ recovery, record, clock, remainingMs }: PhaseContext): PowerOrder => ({
  recoveryId: recovery.recoveryId,
  epoch: recovery.epoch,
  notAfterMs: () => clock.nowMs() + Math.max(0, remainingMs()),
  noted: record.powerTargets,
});
