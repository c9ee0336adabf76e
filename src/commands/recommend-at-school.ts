import type { RoundId, TeacherId } from '../domain/facts';
import { ActInput } from './act-input';
import { Id, Part } from './input';
import { UseCase } from './use-case';

export class RecommendAtSchoolBody {
  @Id() readonly teacher: TeacherId;
  @Part(() => ActInput) readonly act: ActInput;
}

export class RecommendAtSchool extends UseCase<{ readonly round: RoundId }, RecommendAtSchoolBody> {}
