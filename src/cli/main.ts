#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { registerProgrammeCheck } from './programme-check';
import { registerServe } from './serve';
import { registerToken } from './token';
import { tellFailure } from './told';

const program = new Command('echelon').description('梯队:教师梯队培养的记录系统 · the system of record for tiered teacher-talent programmes');
registerServe(program);
registerToken(program);
registerProgrammeCheck(program);

program.parseAsync().catch(tellFailure);
