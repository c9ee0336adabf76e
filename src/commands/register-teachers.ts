import { TeacherInput } from './personal-input';
import { Flag, Parts } from './input';
import { UseCase } from './use-case';

export class RegisterTeachersBody {
  @Parts(() => TeacherInput, 1, 5_000) readonly rows: readonly TeacherInput[];
  /** True: each row's verdict, and nothing is stored. */
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

export class RegisterTeachers extends UseCase<object, RegisterTeachersBody> {}
