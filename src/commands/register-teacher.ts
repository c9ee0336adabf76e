import { TeacherInput } from './personal-input';
import { UseCase } from './use-case';

export class RegisterTeacher extends UseCase<object, TeacherInput> {}
