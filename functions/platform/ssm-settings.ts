// The settings as deployed: one SSM parameter a pair, checked with the very schema that checked the file.
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { parseJson } from '../contract/json/parse-json.ts';
import { PairSettings } from '../contract/settings/pair-settings.ts';
import { SETTINGS_NAMES } from '../contract/stored/stored-names.ts';
import { type Failure, failure } from '../domain/failure/failure.ts';
import type { SettingsSource } from './settings-source.ts';

const unreadable = (parameter: string, why: string, cause?: unknown): Failure =>
  failure('SettingsUnreadableError', `the parameter ${parameter} ${why}`, undefined, cause);

/** `parameters`: pair name → parameter name, as `parametersByPair` reads it from the environment. */
export const ssmSettings = (ssm: SSMClient, parameters: Readonly<Record<string, string>>): SettingsSource => {
  const textOf = async (parameter: string, signal?: AbortSignal): Promise<string> => {
    try {
      const answer = await ssm.send(new GetParameterCommand({ Name: parameter }), {
        ...(signal && { abortSignal: signal }),
      });
      return answer.Parameter?.Value ?? '';
    } catch (error) {
      if (error instanceof Error && error.name === 'ParameterNotFound')
        throw unreadable(parameter, 'does not exist', error);
      throw error;
    }
  };

  const parse = (parameter: string, text: string): PairSettings => {
    const { value, faults } = parseJson(PairSettings, text, SETTINGS_NAMES);
    if (value) return value;
    throw unreadable(parameter, `does not hold a pair's settings: ${faults}`);
  };

  return {
    pairs: () => Object.keys(parameters),
    read: async (pair, signal) => {
      const parameter = Object.hasOwn(parameters, pair) ? parameters[pair] : undefined;
      if (parameter === undefined) {
        throw failure(
          'UnknownPairError',
          `there is no pair ${pair}`,
          `Name one of the deployed pairs: ${Object.keys(parameters).join(', ')}.`,
        );
      }
      const settings = parse(parameter, await textOf(parameter, signal));
      if (settings.name !== pair)
        throw unreadable(parameter, `holds the settings of ${settings.name} instead of ${pair}`);
      return settings;
    },
  };
};
