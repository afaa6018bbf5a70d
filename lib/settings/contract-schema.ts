// The contract twinbox/power/1 as JSON Schema, for whoever writes the function in another language.
import * as z from 'zod/mini';
import {
  POWER_CONTRACT,
  PowerApplyAnswer,
  PowerPlanAnswer,
  PowerReadAnswer,
  PowerRequest,
} from '../../functions/contract/power/power-contract.ts';

/** The file as it is committed. */
export const powerContractText = (): string => {
  const $defs = {
    request: z.toJSONSchema(PowerRequest),
    readAnswer: z.toJSONSchema(PowerReadAnswer),
    planAnswer: z.toJSONSchema(PowerPlanAnswer),
    applyAnswer: z.toJSONSchema(PowerApplyAnswer),
  };
  return `${JSON.stringify({ title: POWER_CONTRACT, $defs }, null, 2)}\n`;
};
