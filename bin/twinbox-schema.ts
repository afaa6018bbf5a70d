// Writes config/twinbox.schema.json, which editors use to check twinbox.yaml.
import { writeFileSync } from 'node:fs';
import { settingsSchemaText } from '../lib/settings/json-schema.ts';

writeFileSync('config/twinbox.schema.json', settingsSchemaText());
