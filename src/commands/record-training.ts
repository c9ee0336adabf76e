import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { Amount, Day, Id, Text } from './input';
import { UseCase } from './use-case';

export class RecordTrainingBody {
  /** The training this is part of: an id of the offer. */
  @Id() readonly training: string;
  @Text(200) readonly activity: string;
  @Id() readonly topic: string;
  /** 学时 (class periods). */
  @Amount(0, 10_000) readonly periods: number;
  @Text(200) readonly provider: string;
  @Day() readonly completedOn: BusinessDate;
  /** Provider's key: the same training is not counted twice. */
  @Text(200) readonly source: string;
}

export class RecordTraining extends UseCase<{ readonly teacher: TeacherId }, RecordTrainingBody> {}
