import 'reflect-metadata';
import { join } from 'node:path';
import { describeExamplesUnder } from './played';

/** Programmes made up for rules that no document in hand states. */
describeExamplesUnder(join(__dirname, '../programmes'));
