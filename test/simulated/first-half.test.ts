// The first half of the scenarios in virtual time.
import { declareHalf } from './every-scenario.ts';

await declareHalf(0);
