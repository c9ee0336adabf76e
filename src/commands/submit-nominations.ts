import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { batch, decideOpenList } from '../domain/batch';
import type { RoundId, TeacherId } from '../domain/facts';
import type { Verdict } from '../domain/round/mass';
import { parametersOf } from '../domain/round/round';
import { decideNominate } from '../domain/teacher/nomination';
import { canonicalJson } from '../event-store/canonical';
import { createdId } from '../ids';
import { Attachments, attachmentsOf, type AttachmentInput } from './attachments-input';
import { batchStream, Desk } from './desk';
import type { Authority, World } from './world';
import { unitOf } from './dossiers';
import { Flag, Id, InputError, OneOf, Part, Parts } from './input';
import { unrecommendedElsewhere } from './nominations';
import { LateInput, lateOf } from './late-input';
import { answerMass, authorityOverSome, chosen, MODES, repeatedVerdicts, underMode, type Chosen, type Mode } from './mass';
import { fileOwners, isOfOtherKind, readMembers, requireAllRead, type MembersRead } from './holders';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { settleNominations, type Handed } from './settle-nominations';
import { SubmitNomination } from './submit-nomination';
import { UseCase, type Sender } from './use-case';

/** Rows of one list, and attachments in all of them: the list is one append, of at most 1 MiB. */
const MOST_ROWS = 300;
const MOST_ATTACHMENTS = 2_000;

export class NominationInput {
  @Id() readonly teacher: TeacherId;
  @Attachments({ optional: true, means: 'handedIn' }) readonly attachments?: readonly (string | AttachmentInput)[];
}

export class SubmitNominationsBody {
  @Parts(() => NominationInput, 1, MOST_ROWS, { means: { zh: '每名候选人一项', en: 'The nominations, one a row' } }) readonly rows: readonly NominationInput[];
  @OneOf(MODES) readonly mode: Mode;
  @Flag({ optional: true, means: { zh: '仅用于 PASSING。true：未通过的逐人记录在案，如同单独提交；默认 false', en: 'Only with PASSING. True: that the others were refused is recorded of each, as a nomination by itself records it; false where left out' } }) readonly recordRefusals?: boolean;
  @Part(() => LateInput, { optional: true }) readonly late?: LateInput;
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

/** 学校批量报送: a school's list of nominations, handed in as one. */
export class SubmitNominations extends UseCase<{ readonly round: RoundId }, SubmitNominationsBody> {}

interface Applicant extends Chosen {
  readonly handedIn: Awaited<ReturnType<typeof attachmentsOf>>;
  readonly elsewhere: Awaited<ReturnType<typeof unrecommendedElsewhere>>;
  readonly members: MembersRead;
  readonly otherKind: boolean;
}

@CommandHandler(SubmitNominations)
export class SubmitNominationsHandler implements ICommandHandler<SubmitNominations, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The list with its opening first, in one append; then each on her own stream (`settleNominations`). */
  async execute(command: SubmitNominations): Promise<Outcome> {
    const { round: id } = command.target;
    const { rows, mode, recordRefusals, late, dryRun } = command.body;
    refuseMalformed(command.body);
    const attempt = this.desk.attempt(command, SubmitNominations.name, SubmitNomination.name);
    const list = createdId(attempt.commandId, 'batch');
    const records = mode === 'PASSING' && recordRefusals === true;
    let people: readonly Applicant[] = [];
    let verdicts: readonly Verdict[] = [];
    const done = await this.desk.transact(attempt, {
      aggregate: batch, stream: batchStream(list),
      world: async () => {
        people = await this.applicants(id, rows);
        return worldOfRound(this.desk, id, 'other', [...people, ...people.flatMap(({ elsewhere, members }) => [...elsewhere.reads, ...members.reads])]);
      },
      authority: (world) => authorityOverSome(people.map((one) => authorityOver(world, command.sender, one))),
      decide: (state, context, { world, standing }) => {
        const sender = { subject: command.sender.subject, actingAs: standing.appointment };
        const targets: { readonly target: TeacherId; readonly data: Handed }[] = [];
        verdicts = people.map((one): Verdict => {
          const { teacher, loaded, handedIn, elsewhere, members, otherKind, stream } = one;
          const allowed = authorityOver(world, sender, one);
          if (allowed.kind === 'refused') return { teacher, nomination: null, refusal: allowed.refusal };
          if (handedIn.kind === 'refused') return { teacher, nomination: null, refusal: handedIn.refusal };
          const nomination = context.createdId(`nomination:${teacher}`);
          const { attachments } = handedIn;
          requireAllRead(loaded.state, stream, members);
          const decision = decideNominate(loaded.state, { nomination, round: world.round, attachments, unrecommended: elsewhere.nominations, otherKind, dossiers: members.dossiers, ...lateOf(late) }, context);
          const refusal = decision.kind === 'refused' ? decision.refusal : null;
          // What leaves no trace of a nomination by itself leaves none here.
          const record = records && refusal !== null && decision.events.length > 0;
          if (refusal === null || record) targets.push({ target: teacher, data: { nomination, attachments, record, ...lateOf(late) } });
          return { teacher, nomination: refusal === null && dryRun !== true ? nomination : null, refusal };
        });
        const decision = decideOpenList(state, { targets, useCase: SubmitNominations.name, listHash: this.desk.ports.secrets.list(canonicalJson(targets, 'targets')), round: id, reservation: null });
        return records && dryRun !== true && targets.length > 0 ? decision : underMode({ verdicts, decision }, mode, dryRun);
      },
    });
    const opened = done.facts.at(-1);
    if (done.kind === 'repeated') verdicts = repeatedVerdicts(rows.map(({ teacher }) => teacher), handedIn(done.facts));
    return answerMass(this.desk, done, { batch: list, dryRun, verdicts, makes: true, of: { round: id }, settle: (asked) => settleNominations(this.desk, opened ?? asked) });
  }

  private async applicants(round: RoundId, rows: readonly NominationInput[]): Promise<readonly Applicant[]> {
    const people = await chosen(this.desk, round, rows.map(({ teacher }) => teacher));
    return Promise.all(people.map(async (one, index) => ({
      ...one, handedIn: await attachmentsOf(this.desk, await fileOwners(this.desk, round, one.teacher), rows[index]?.attachments), elsewhere: await unrecommendedElsewhere(this.desk, round, one.teacher),
      members: await readMembers(this.desk, one.loaded.state), otherKind: await isOfOtherKind(this.desk, round, one.teacher),
    })));
  }
}

/** Error: InputError where somebody stands in two rows, or the list holds more attachments than one append. */
function refuseMalformed({ rows }: SubmitNominationsBody): void {
  const twice = rows.findIndex(({ teacher }, index) => rows.findIndex((other) => other.teacher === teacher) < index);
  if (twice >= 0) throw new InputError([{ path: `rows[${twice}].teacher`, notice: { zh: '同一教师在名单中出现两次，请删去一行。', en: 'The same teacher stands in two rows: delete one of them.' } }]);
  const attached = rows.reduce((sum, { attachments = [] }) => sum + attachments.length, 0);
  if (attached > MOST_ATTACHMENTS) throw new InputError([{ path: 'rows', notice: { zh: `名单所附材料共 ${attached} 件，一次最多 ${MOST_ATTACHMENTS} 件，请分几次报送。`, en: `The list holds ${attached} attachments and one takes ${MOST_ATTACHMENTS} at most: hand it in in parts.` } }]);
}

function authorityOver(world: World, sender: Pick<Sender, 'subject' | 'actingAs'>, { loaded }: Chosen): Authority {
  return world.authority(sender, requirementsOf(world.programme, 'SubmitNomination'), unitOf(loaded.state, parametersOf(world.round).snapshotOn));
}

/** Who is in the list as it was opened, with the nomination that was to be made of her. */
function handedIn(facts: readonly { readonly type: string; readonly data: object }[]): readonly { readonly teacher: TeacherId; readonly nomination: string }[] {
  return facts.flatMap(({ type, data }) => (type === 'BatchTargetsListed' ? (data as { readonly targets: readonly { readonly target: TeacherId; readonly data: Handed }[] }).targets : [])).map(({ target, data }) => ({ teacher: target, nomination: data.nomination }));
}
