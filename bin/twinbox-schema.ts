// Writes config/twinbox.schema.json, which editors use to check twinbox.yaml, and the schema of the contract for power
// functions.
import { writeFileSync } from 'node:fs';
import { powerContractText } from '../lib/settings/contract-schema.ts';
import { settingsSchemaText } from '../lib/settings/json-schema.ts';

writeFileSync('config/twinbox.schema.json', settingsSchemaText());
writeFileSync('config/power-1.schema.json', powerContractText());
