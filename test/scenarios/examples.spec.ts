import 'reflect-metadata';
import { join } from 'node:path';
import { describeExamplesUnder } from './played';

describeExamplesUnder(join(__dirname, '../../programmes'));
