import { Command } from 'commander';
import { registerImport } from './import';
import { registerProgrammeCheck } from './programme-check';
import { registerProgrammeCoverage } from './programme-coverage';
import { registerProgrammeDiff } from './programme-diff';
import { registerWhatIf } from './programme-what-if';
import { registerProjections } from './projections';
import { registerReplay } from './replay';
import { registerServe } from './serve';
import { registerToken } from './token';
import { inBothLanguages } from './usage';
import { registerVerify } from './verify';

/** `echelon` with all its commands. */
export function commandLine(): Command {
  const program = inBothLanguages(new Command('echelon')).description('梯队：教师梯队培养的记录系统 · the system of record for tiered teacher-talent programmes');
  registerServe(program);
  registerToken(program);
  registerReplay(program);
  registerProjections(program);
  registerVerify(program);
  registerImport(program);
  registerProgrammeCheck(program);
  registerProgrammeCoverage(program);
  registerProgrammeDiff(program);
  registerWhatIf(program);
  return program;
}
