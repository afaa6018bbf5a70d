// The text of Twinbox's mark in DNS, `_twinbox.<name>` TXT. Only this file writes and reads it, so that every mark we
// wrote can be read, and any other text is recognised as foreign.
import type { TrafficClaim } from './traffic.ts';

/** Owner name of the mark beside a service name. */
export const claimNameOf = (name: string): string => `_twinbox.${name}`;

const FORM =
  /^"twinbox=1 epoch=([1-9]\d{0,14}) stage=(claimed|moved) target=([a-z][a-z0-9-]{0,30}) recovery=([A-Za-z0-9._:-]{1,128})(?: deployment=([a-z0-9]{1,32}))?"$/;

/** The claim as one quoted TXT string, in Route 53's form. */
export const formatClaim = (claim: TrafficClaim): string => {
  const whose = claim.deployment === undefined ? '' : ` deployment=${claim.deployment}`;
  const text = `"twinbox=1 epoch=${claim.epoch} stage=${claim.stage} target=${claim.target} recovery=${claim.recoveryId}${whose}"`;
  if (!FORM.test(text)) throw new RangeError(`not a claim that could be read back: ${text}`);
  return text;
};

/** @returns undefined unless the text is exactly a claim of ours. */
export const parseClaim = (text: string): TrafficClaim | undefined => {
  const [, epoch, stage, target, recoveryId, deployment] = FORM.exec(text) ?? [];
  if (epoch === undefined || target === undefined || recoveryId === undefined) return undefined;
  return {
    epoch: Number(epoch),
    stage: stage === 'moved' ? 'moved' : 'claimed',
    target,
    recoveryId,
    ...(deployment !== undefined && { deployment }),
  };
};
