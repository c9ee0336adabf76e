import type { BusinessDate } from '../domain/dates';
import type { OfficialAct, OrgId } from '../domain/facts';
import { Day, Id, Part, Text, Whole } from './input';
import { PaperInput } from './paper-input';

export class MeetingInput {
  @Day() readonly on: BusinessDate;
  @Whole(1, 100_000) readonly present: number;
  @Whole(1, 100_000) readonly entitled: number;
}

/** The official act that a decision cites (design, section 5). */
export class ActInput implements OfficialAct {
  @Id() readonly body: OrgId;
  @Text(40) readonly kind: string;
  @Text(80, { nullable: true }) readonly number: string | null;
  @Day() readonly date: BusinessDate;
  @Part(() => MeetingInput, { optional: true }) readonly meeting?: MeetingInput;
  /** Salted SHA-256 (hex) of the document, as the upload answered. */
  @Text(80, { nullable: true }) readonly file: string | null;
}

/** Proof of a publicity: where it was posted, and what shows it. */
export class ProofInput {
  @Text(200) readonly place: string;
  /** Salted SHA-256 (hex) of the screenshot or scan, as the upload answered. */
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
