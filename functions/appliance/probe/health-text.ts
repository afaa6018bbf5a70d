// Fingerprints the 200 answer of /check_health on the users' path. An appliance may send any text there, so the text
// itself goes into no record. Ignores numbers, which may be counters or times.
import { createHash } from 'node:crypto';
import { type ApplianceSettings, trustOf } from '../../contract/settings/pair-settings.ts';
import type { HealthText } from '../../domain/health/known-health-text.ts';
import { type Caller, callText } from '../../net/call.ts';
import { CallFailure } from '../../net/call-failure.ts';
import { kindOfText } from '../api/answer-kind.ts';

export interface HealthTextProbe {
  /** Undefined unless the answer is 200. Never throws. */
  healthText(appliance: ApplianceSettings, tlsName: string, signal: AbortSignal): Promise<HealthText | undefined>;
}

const MOST_JUDGED = 8_192;

/** Equal for texts that differ only in numbers, whitespace and case. */
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
      const { status, text } = await callText(net, {
        address,
        port,
        tlsName,
        ca: trustOf(tls),
        path: '/check_health',
        signal,
      });
      return status === 200 ? healthTextOf(text) : undefined;
    } catch (error) {
      if (error instanceof CallFailure) return undefined;
      throw error;
    }
  },
});
