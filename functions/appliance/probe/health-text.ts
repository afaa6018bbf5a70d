// What /check_health answers with 200, on the users' path, as something that can be told apart and not as text: an appliance may say anything
// there, and what it says goes into no record of ours. Numbers in it are left out of account: they may count or tell the time.
import { createHash } from 'node:crypto';
import { type ApplianceSettings, trustOf } from '../../contract/settings/pair-settings.ts';
import type { HealthText } from '../../domain/health/known-health-text.ts';
import { type Caller, callText } from '../../net/call.ts';
import { CallFailure } from '../../net/call-failure.ts';
import { kindOfText } from '../api/answer-kind.ts';

export interface HealthTextProbe {
  /** Undefined where it is not answered with 200. Never throws. */
  healthText(appliance: ApplianceSettings, tlsName: string, signal: AbortSignal): Promise<HealthText | undefined>;
}

const MOST_JUDGED = 8_192;

/** The same for texts that differ in numbers, in space and in case alone. */
export const healthTextOf = (text: string): HealthText => {
  const shape = text.slice(0, MOST_JUDGED).toLowerCase().replaceAll(/\d+/g, '#').replaceAll(/\s+/g, ' ').trim();
  const kind = kindOfText(text);
  const message = kind === 'what is neither JSON nor XML' ? 'plain text' : kind;
  return {
    digest: createHash('sha256').update(shape).digest('hex').slice(0, 16),
    message: text.trim() === '' ? message : `${message} of ${text.trim().length} characters`,
  };
};

export const healthTextProbe = (net: Caller): HealthTextProbe => ({
  healthText: async ({ address, port, tls }, tlsName, signal) => {
    try {
      const { status, text } = await callText(net, { address, port, tlsName, ca: trustOf(tls), path: '/check_health', signal });
      return status === 200 ? healthTextOf(text) : undefined;
    } catch (error) {
      if (error instanceof CallFailure) return undefined;
      throw error;
    }
  },
});
