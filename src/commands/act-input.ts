import type { BusinessDate } from '../domain/dates';
import type { OfficialAct, OrgId } from '../domain/facts';
import { Day, Id, Part, Text, Whole } from './input';
import { PaperInput } from './paper-input';

export class MeetingInput {
  @Day({ means: 'meetingDay' }) readonly on: BusinessDate;
  @Whole(1, 100_000) readonly present: number;
  @Whole(1, 100_000, { means: { zh: '应到人数', en: 'How many were entitled to be' } }) readonly entitled: number;
}

/** The official act that a decision cites (design, section 5). */
export class ActInput implements OfficialAct {
  @Id({ means: { zh: '发文或作出决定的单位', en: 'The unit that passed it' } }) readonly body: OrgId;
  @Text(40, { means: { zh: '文种：决定、通知、批复、会议纪要等', en: 'What it is called: 决定 (decision), 通知 (notice), 批复 (reply), 会议纪要 (minutes)' } }) readonly kind: string;
  @Text(80, { nullable: true, means: { zh: '文号；没有的写 null', en: 'The number that the body gave it (文号); null where it gave none' } }) readonly number: string | null;
  @Day({ means: { zh: '成文日期，不晚于今天', en: 'The day of the act, today at the latest' } }) readonly date: BusinessDate;
  @Part(() => MeetingInput, { optional: true, means: { zh: '会议决定的，写明到会人数；不是会议决定的不写', en: 'Who was there, where a meeting passed it; left out otherwise' } }) readonly meeting?: MeetingInput;
  @Text(80, { nullable: true }) readonly file: string | null;
}

/** Proof of a publicity: where it was posted, and what shows it. */
export class ProofInput {
  @Text(200, { means: { zh: '公示地点，如公示时所列；每处须有证明', en: 'Where it was posted, as the publicity names the place; each of its places needs a proof' } }) readonly place: string;
  @Text(80, { nullable: true }) readonly file: string | null;
}

export interface Cited {
  /** Hashes of the files of acts, proofs and papers. */
  readonly files: readonly string[];
  readonly acts: readonly OfficialAct[];
}

/** What a checked body cites, wherever in it that stands. */
export function citedIn(body: unknown): Cited {
  const files = new Set<string>();
  const acts: OfficialAct[] = [];
  const look = (value: unknown): void => {
    if (value instanceof ActInput) acts.push(value);
    if ((value instanceof ActInput || value instanceof ProofInput || value instanceof PaperInput) && value.file !== null) files.add(value.file);
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) look(inner);
  };
  look(body);
  return { files: [...files], acts };
}

/** The act as it is recorded: plain, without members that were not given. */
export function actOf({ body, kind, number, date, meeting, file }: ActInput): OfficialAct {
  return {
    body, kind, number, date,
    ...(meeting === undefined ? {} : { meeting: { on: meeting.on, present: meeting.present, entitled: meeting.entitled } }),
    file,
  };
}
